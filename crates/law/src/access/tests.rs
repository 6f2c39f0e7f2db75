use super::*;

const SCHEMA: &str = include_str!("../../../../rules/access/access.cedarschema");

fn actor(organisation: &str, roles: &[Role]) -> Actor {
    Actor {
        organisation: organisation.parse().unwrap(),
        user: UserId(Default::default()),
        roles: roles.iter().copied().collect(),
    }
}

#[test]
fn the_rules_in_the_program_are_whole() {
    let law = AccessLaw::load().unwrap_or_else(|faults| panic!("{faults}"));
    assert!(law.rules() > 8);
}

#[test]
fn no_role_reaches_anything_of_another_organisation() {
    let law = AccessLaw::load().unwrap();
    let theirs = Thing::of(&"politie".parse().unwrap());
    let everything = actor("gemeente", &Role::ALL);
    for action in Action::ALL {
        assert_eq!(law.may(&everything, action, &theirs), Ok(false), "{}", action.word());
    }
}

#[test]
fn without_a_role_nothing_may() {
    let law = AccessLaw::load().unwrap();
    let nobody = actor("gemeente", &[]);
    for action in Action::ALL {
        assert_eq!(
            law.may(&nobody, action, &Thing::of(&nobody.organisation)),
            Ok(false),
            "{}",
            action.word()
        );
    }
}

#[test]
fn a_faulty_rule_is_refused_at_load() {
    let check = |rule: &str, part: &str| {
        let files = [
            ("access.cedarschema".to_owned(), SCHEMA),
            ("one.cedar".to_owned(), rule),
            ("one.cases.json".to_owned(), "[]"),
        ];
        let faults = AccessLaw::of(&files).unwrap_err().to_string();
        assert!(faults.contains(part), "{rule}: {faults}");
    };
    check("permit (principal, action, resource);", "no @id");
    check("@id(\"a\") permit (principal, action, resource) when { principal.age > 3 };", "age");
    check("@id(\"a\") permit (principal in Role::\"mayor\", action, resource);", "`mayor` is not a role");
    check("@id(\"a\") permit (principal, action == Action::\"fly\", resource);", "fly");
    check("@id(\"a\") permit (principal, action, resource);", "needs a case");
    check("permit (", "one.cedar");
}

#[test]
fn a_rule_that_cannot_be_evaluated_is_a_refusal() {
    let mut law = AccessLaw::load().unwrap();
    // a forbid that stumbles would fail open: the engine passes it over
    let stumbling = "forbid (principal, action, resource) when { principal.no_such_thing == 1 };\n\
                     permit (principal, action, resource);";
    law.slices.insert(Action::SeeSignal, stumbling.parse().unwrap());
    let boa = actor("gemeente", &[Role::Boa]);
    assert!(law.may(&boa, Action::SeeSignal, &Thing::of(&boa.organisation)).is_err());
}
