//! Proof by enumeration: for each ground, every combination of the facts and attributes that any rule of its slice reads, with
//! one representative for values between which no rule makes a difference. What is read is taken from the rules themselves.

mod axes;
mod invariants;
mod slices;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use jiff::civil::Date;

use crate::rulebook::{Alarm, Asked, Kind, Rule, Seen};
use crate::share::ShareLaw;
use crate::share::book::slot;
use axes::Walk;
use invariants::{Broken, Exceptions};
use slices::Class;

/// Most combinations of one class in the whole proof; more is a fault of the rules, for then nobody can oversee them.
pub const COMBINATIONS_MAX: usize = 1 << 24;
/// Of so many combinations one is put to Cedar too.
const CEDAR_EVERY: usize = 997;

/// What the rules of a ground say about one combination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// No permit holds.
    OutOfSight,
    /// A blocker holds.
    Closed,
    /// Open once these facts are there; none: allowed.
    Open(u128),
}

/// What was enumerated of one ground.
#[derive(Debug)]
pub struct Row {
    /// The ground.
    pub ground: String,
    /// Tuples of receiver, purpose, regime, article and hat in which some permit can hold.
    pub tuples: usize,
    /// Classes of tuples between which no rule of the slice makes a difference.
    pub classes: usize,
    /// Combinations that were tried.
    pub combinations: usize,
    /// What the rules of the slice read beside the tuple.
    pub read: BTreeSet<String>,
}

/// The proof.
#[derive(Debug)]
pub struct Proof {
    /// The day whose rules were tried.
    pub day: Date,
    /// By ground.
    pub rows: Vec<Row>,
    /// All tuples.
    pub tuples: usize,
    /// Combinations that were put to Cedar too, which said the same.
    pub asked_cedar: usize,
    /// By receiver the grounds that can open.
    pub receivers: BTreeMap<&'static str, BTreeSet<String>>,
    /// Approvals that a `must` needs.
    pub exceptions: Exceptions,
    /// Grounds of classes that were passed over because they are larger than was asked for, one a class.
    pub passed_over: Vec<String>,
    /// Rules that change no answer of their slice.
    pub idle: Vec<String>,
    /// What was found to be wrong.
    pub broken: Vec<String>,
}

/// Tries every combination on one day; classes of more than `most` combinations are passed over and counted.
///
/// # Errors
/// When Cedar cannot evaluate a rule.
pub fn prove(law: &ShareLaw, day: Date, most: usize) -> Result<Proof, Alarm> {
    let book = law.book();
    let alive: Vec<&Rule> = book.rules().filter(|rule| rule.note.holds_on(day)).collect();
    let grounds: BTreeSet<&String> = alive.iter().flat_map(|rule| &rule.grounds).collect();
    let mut proof = Proof {
        day,
        rows: Vec::new(),
        tuples: slices::tuples().count(),
        asked_cedar: 0,
        receivers: BTreeMap::new(),
        exceptions: Exceptions::default(),
        passed_over: Vec::new(),
        idle: Vec::new(),
        broken: Vec::new(),
    };
    let mut spoke = BTreeSet::new();
    for ground in grounds {
        let rules: Vec<&Rule> = alive.iter().copied().filter(|rule| rule.grounds.contains(ground)).collect();
        let row = try_ground(law, (ground, &rules), most, &mut proof, &mut spoke)?;
        proof.rows.push(row);
    }
    let idle = alive.iter().map(|rule| &rule.note.id).filter(|id| !spoke.contains(*id));
    proof.idle = idle.cloned().collect();
    Ok(proof)
}

fn try_ground(
    law: &ShareLaw,
    (ground, rules): (&str, &[&Rule]),
    most: usize,
    proof: &mut Proof,
    spoke: &mut BTreeSet<String>,
) -> Result<Row, Alarm> {
    let fields = law.book().fields();
    let classes = slices::classes(rules, law.refuses(ground));
    let mut row = Row {
        ground: ground.to_owned(),
        tuples: classes.iter().map(|class| class.tuples.len()).sum(),
        classes: classes.len(),
        combinations: 0,
        read: BTreeSet::new(),
    };
    for class in &classes {
        let Some(base) = class.tuples.first().copied() else { continue };
        let axes = axes::of(class, fields);
        row.read.extend(axes.iter().flat_map(|axis| axis.said(fields)));
        let Some(walk) = Walk::over(base, axes, most) else {
            proof.passed_over.push(ground.to_owned());
            continue;
        };
        row.combinations += walk.count();
        if law.refuses(ground) {
            first_refusals(class, &walk, spoke);
        } else {
            try_class(law, ground, class, &walk, proof, spoke)?;
        }
    }
    Ok(row)
}

/// A refusal speaks when it is the first that holds; adding or removing it changes the answer there.
fn first_refusals(class: &Class<'_>, walk: &Walk, spoke: &mut BTreeSet<String>) {
    let never: Result<(), std::convert::Infallible> = walk.each(|_, seen| {
        let holding = class.rules.iter().filter(|(_, logic)| logic.holds(seen));
        let speaking = holding.filter(|(rule, _)| matches!(rule.note.kind, Kind::Blocker | Kind::Refusal));
        if let Some((first, _)) = speaking.min_by_key(|(rule, _)| (rule.note.step, rule.note.id.as_str()))
            && !spoke.contains(&first.note.id)
        {
            spoke.insert(first.note.id.clone());
        }
        Ok(())
    });
    let Ok(()) = never;
}

fn try_class(
    law: &ShareLaw,
    ground: &str,
    class: &Class<'_>,
    walk: &Walk,
    proof: &mut Proof,
    spoke: &mut BTreeSet<String>,
) -> Result<(), Alarm> {
    let mut states = Vec::with_capacity(walk.count());
    walk.each(|number, seen| {
        let state = class.state(law, seen);
        class.speakers(law, seen, state, spoke);
        states.push(state);
        if number % CEDAR_EVERY == 0 { compare(law, ground, state, seen, proof) } else { Ok(()) }
    })?;
    if states.iter().any(|state| matches!(state, State::Open(_))) {
        let fields = law.book().fields();
        for tuple in &class.tuples {
            for receiver in fields.words(slot::RECEIVER, tuple.at(slot::RECEIVER)) {
                proof.receivers.entry(receiver).or_default().insert(ground.to_owned());
            }
        }
    }
    let found = Broken { ground, class, walk, states: &states };
    found.look(&mut proof.broken, &mut proof.exceptions);
    Ok(())
}

/// Cedar must say of this combination what plain logic said.
fn compare(law: &ShareLaw, ground: &str, state: State, seen: &Seen, proof: &mut Proof) -> Result<(), Alarm> {
    let asked = Asked::new(*seen, proof.day);
    let verdict = law.book().verdict(ground, &asked)?;
    let closed = verdict.against.iter().any(|rule| rule.note.kind != Kind::Condition);
    let same = match state {
        State::OutOfSight => verdict.ground.is_none(),
        State::Closed => verdict.ground.is_some() && closed,
        State::Open(missing) => verdict.ground.is_some() && !closed && verdict.allowed == (missing == 0),
    };
    proof.asked_cedar += 1;
    if !same {
        proof.broken.push(format!("`{ground}`: Cedar does not say {state:?} of {seen:?}"));
    }
    Ok(())
}

impl Proof {
    /// The report, as Markdown.
    #[must_use]
    pub fn report(&self) -> String {
        let all: usize = self.rows.iter().map(|row| row.combinations).sum();
        let mut text = format!(
            "Rules of {}: {} tuples of receiver, purpose, regime, article and hat; {} grounds; {all} combinations, {} of them put to Cedar too.\n\n",
            self.day,
            self.tuples,
            self.rows.len(),
            self.asked_cedar,
        );
        text.push_str("| ground | tuples in sight | classes | combinations | read beside the tuple |\n|---|---|---|---|---|\n");
        for row in &self.rows {
            let read: Vec<&str> = row.read.iter().map(String::as_str).collect();
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} | {} |",
                row.ground,
                row.tuples,
                row.classes,
                row.combinations,
                read.join(", ")
            );
        }
        text.push_str("\nA `must` that needs an approval:\n");
        for ((ground, fact), count) in &self.exceptions.0 {
            let _ = writeln!(text, "- {ground}: {fact} ({count} combinations)");
        }
        text.push_str("\nGrounds that can open, by receiver:\n");
        for (receiver, grounds) in &self.receivers {
            let grounds: Vec<&str> = grounds.iter().map(String::as_str).collect();
            let _ = writeln!(text, "- {receiver}: {}", grounds.join(", "));
        }
        let _ = writeln!(text, "\nClasses passed over: {}", self.passed_over.len());
        let _ = writeln!(text, "Rules that change no answer: {}", or_none(&self.idle));
        let _ = writeln!(text, "Broken: {}", or_none(&self.broken));
        text
    }
}

fn or_none(list: &[String]) -> String {
    if list.is_empty() { "none".to_owned() } else { list.join("; ") }
}
