//! Reads the conditions of a policy as plain logic. Cedar has parsed and validated the same text before, so only meaning is
//! looked for here; a construct outside the small part of Cedar that rules use is a fault, for without it no proof by
//! enumeration is possible.

use std::ops::Range;

use super::tokens::{Token, tokens};
use super::{Atom, Logic, all, any, not};
use crate::rulebook::fields::{Fields, Sort};

/// How deep conditions may be nested.
const DEPTH_MAX: usize = 64;

/// What a part of a condition means.
enum Term {
    Logic(Logic),
    Field(usize),
    Entity(String),
    List(Vec<String>),
    Number(u128),
}

/// A policy as it stands in a file.
#[derive(Debug)]
pub(crate) struct Written {
    /// Its annotation `id`.
    pub id: String,
    /// Its text.
    pub text: String,
    /// The actions that its scope names; none for every one.
    pub actions: Option<Vec<String>>,
    /// Its conditions, all of which must hold.
    pub conditions: Logic,
    /// Where its scope speaks of the action.
    action_at: Range<usize>,
}

/// The policies of a file.
pub(crate) fn policies(text: &str, fields: &Fields) -> Result<Vec<Written>, String> {
    let (tokens, places): (Vec<_>, Vec<_>) = tokens(text)?.into_iter().unzip();
    let mut reader = Reader { tokens: &tokens, places: &places, at: 0, depth: 0, fields };
    let mut found = Vec::new();
    while reader.peek().is_some() {
        found.push(reader.policy(text)?);
    }
    Ok(found)
}

/// The file for Cedar, every rule about any action: which ground a rule speaks about is settled by the slices, and one
/// action instead of fifty makes validation that much faster. The tests hold the slices against the files as written.
pub(crate) fn for_any_action(text: &str, policies: &[Written]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for policy in policies {
        out.push_str(text.get(from..policy.action_at.start).unwrap_or_default());
        out.push_str("action");
        from = policy.action_at.end;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

struct Reader<'a> {
    tokens: &'a [Token<'a>],
    places: &'a [Range<usize>],
    at: usize,
    depth: usize,
    fields: &'a Fields,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<&'a Token<'a>> {
        self.tokens.get(self.at)
    }

    fn takes(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Sign(next)) if *next == sign);
        self.at += usize::from(found);
        found
    }

    fn sign(&mut self, sign: &str) -> Result<(), String> {
        if self.takes(sign) { Ok(()) } else { Err(format!("`{sign}` is expected, not {:?}", self.peek())) }
    }

    fn name(&mut self) -> Option<&'a str> {
        match self.peek() {
            Some(Token::Name(name)) => {
                self.at += 1;
                Some(name)
            }
            _ => None,
        }
    }

    fn text(&mut self) -> Result<&'a str, String> {
        match self.peek() {
            Some(Token::Text(text)) => {
                self.at += 1;
                Ok(text)
            }
            other => Err(format!("{other:?} is no text")),
        }
    }

    fn start(&self) -> usize {
        self.places.get(self.at).map_or(0, |place| place.start)
    }

    fn end(&self) -> usize {
        self.at.checked_sub(1).and_then(|last| self.places.get(last)).map_or(0, |place| place.end)
    }

    fn policy(&mut self, text: &str) -> Result<Written, String> {
        let start = self.start();
        let mut id = "";
        while self.takes("@") {
            let key = self.name().ok_or("an annotation has no name")?;
            self.sign("(")?;
            let value = self.text()?;
            self.sign(")")?;
            if key == "id" {
                id = value;
            }
        }
        let inside = |fault: String| format!("rule `{id}`: {fault}");
        let (actions, action_at) = self.scope().map_err(inside)?;
        let conditions = self.conditions().map_err(inside)?;
        let text = text.get(start..self.end()).unwrap_or_default().to_owned();
        Ok(Written { id: id.to_owned(), text, actions, conditions, action_at })
    }

    /// The effect and the scope: of who and to whom Cedar tells, of the action we read.
    fn scope(&mut self) -> Result<(Option<Vec<String>>, Range<usize>), String> {
        self.name().ok_or("there is no effect")?;
        self.sign("(")?;
        while !self.takes(",") {
            self.pass()?;
        }
        let start = self.start();
        if self.name() != Some("action") {
            return Err("its scope names no action".to_owned());
        }
        let mut actions = None;
        if self.takes("==") || self.name() == Some("in") {
            actions = Some(match self.primary()? {
                Term::Entity(id) => vec![id],
                Term::List(ids) => ids,
                _ => return Err("its scope names no action".to_owned()),
            });
        }
        let end = self.end();
        self.sign(",")?;
        while !self.takes(")") {
            self.pass()?;
        }
        Ok((actions, start..end))
    }

    fn pass(&mut self) -> Result<(), String> {
        self.at += 1;
        self.peek().map(|_| ()).ok_or_else(|| "its scope has no end".to_owned())
    }

    fn conditions(&mut self) -> Result<Logic, String> {
        let mut parts = Vec::new();
        while !self.takes(";") {
            let word = self.name().ok_or("a rule ends with `;`")?;
            self.sign("{")?;
            let body = self.whole()?;
            self.sign("}")?;
            match word {
                "when" => parts.push(body),
                "unless" => parts.push(not(body)),
                _ => return Err(format!("`{word}` is neither when nor unless")),
            }
        }
        Ok(all(parts))
    }

    fn whole(&mut self) -> Result<Logic, String> {
        match self.or()? {
            Term::Logic(logic) => Ok(logic),
            Term::Field(field) => self.flag(field),
            _ => Err("a condition is neither true nor false".to_owned()),
        }
    }

    fn logic(&self, term: Term) -> Result<Logic, String> {
        match term {
            Term::Logic(logic) => Ok(logic),
            Term::Field(field) => self.flag(field),
            _ => Err("a part of a condition is neither true nor false".to_owned()),
        }
    }

    fn flag(&self, field: usize) -> Result<Logic, String> {
        match self.fields.sort(field) {
            Some(Sort::Flag) => Ok(Logic::Atom(Atom::Holds(field, 1))),
            _ => Err(format!("`{}` is neither true nor false", self.fields.name(field))),
        }
    }

    fn or(&mut self) -> Result<Term, String> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(format!("is nested deeper than {DEPTH_MAX}"));
        }
        let first = self.and()?;
        let term = self.chain(first, "||", Self::and, any);
        self.depth -= 1;
        term
    }

    fn and(&mut self) -> Result<Term, String> {
        let first = self.relation()?;
        self.chain(first, "&&", Self::relation, all)
    }

    fn chain(
        &mut self,
        first: Term,
        sign: &str,
        next: fn(&mut Self) -> Result<Term, String>,
        join: fn(Vec<Logic>) -> Logic,
    ) -> Result<Term, String> {
        if !matches!(self.peek(), Some(Token::Sign(found)) if *found == sign) {
            return Ok(first);
        }
        let mut parts = vec![self.logic(first)?];
        while self.takes(sign) {
            let part = next(self)?;
            parts.push(self.logic(part)?);
        }
        Ok(Term::Logic(join(parts)))
    }

    fn relation(&mut self) -> Result<Term, String> {
        let left = self.unary()?;
        let logic = match self.peek() {
            Some(Token::Sign(sign @ ("==" | "!=" | "<" | "<=" | ">" | ">="))) => {
                self.at += 1;
                let right = self.unary()?;
                self.compared(sign, &left, right)?
            }
            Some(Token::Name("in")) => {
                self.at += 1;
                let right = self.unary()?;
                self.compared("==", &left, right)?
            }
            Some(Token::Name("has")) => {
                self.at += 1;
                let name = self.name().ok_or("`has` needs a field")?;
                Logic::Atom(Atom::Holds(self.fields.number(name)?, u128::MAX))
            }
            _ => return Ok(left),
        };
        Ok(Term::Logic(logic))
    }

    fn compared(&self, sign: &str, left: &Term, right: Term) -> Result<Logic, String> {
        let Term::Field(field) = *left else { return Err(format!("left of `{sign}` stands no field")) };
        let at_least = |number| Logic::Atom(Atom::AtLeast(field, number));
        Ok(match (sign, right) {
            ("==", Term::Entity(id)) => Logic::Atom(Atom::Holds(field, self.fields.named(field, &id)?)),
            ("!=", Term::Entity(id)) => not(Logic::Atom(Atom::Holds(field, self.fields.named(field, &id)?))),
            ("==", Term::Field(other)) => Logic::Atom(Atom::Same(field, other)),
            ("!=", Term::Field(other)) => not(Logic::Atom(Atom::Same(field, other))),
            ("==", Term::Number(number)) => all(vec![at_least(number), not(at_least(number + 1))]),
            ("!=", Term::Number(number)) => not(all(vec![at_least(number), not(at_least(number + 1))])),
            ("<", Term::Number(number)) => not(at_least(number)),
            ("<=", Term::Number(number)) => not(at_least(number + 1)),
            (">", Term::Number(number)) => at_least(number + 1),
            (">=", Term::Number(number)) => at_least(number),
            _ => return Err(format!("`{sign}` compares more than the rules may use")),
        })
    }

    fn unary(&mut self) -> Result<Term, String> {
        if self.takes("!") {
            let inner = self.unary()?;
            return Ok(Term::Logic(not(self.logic(inner)?)));
        }
        let term = self.primary()?;
        if self.takes(".") { self.method(term) } else { Ok(term) }
    }

    fn method(&mut self, of: Term) -> Result<Term, String> {
        let name = self.name().ok_or("after `.` comes a name")?;
        self.sign("(")?;
        let other = self.or()?;
        self.sign(")")?;
        let bits = |field: usize, words: &[String]| {
            words.iter().try_fold(0, |bits, word| Ok::<_, String>(bits | self.fields.named(field, word)?))
        };
        Ok(Term::Logic(Logic::Atom(match (name, of, other) {
            ("contains", Term::Field(set), Term::Entity(id)) => {
                Atom::Holds(set, self.fields.named(set, &id)?)
            }
            ("contains" | "containsAny", Term::List(words), Term::Field(field))
            | ("containsAny", Term::Field(field), Term::List(words)) => {
                Atom::Holds(field, bits(field, &words)?)
            }
            ("containsAll", Term::List(words), Term::Field(field)) => {
                Atom::Within(field, bits(field, &words)?)
            }
            _ => return Err(format!("`{name}` is used in a way that the rules may not use")),
        })))
    }

    fn primary(&mut self) -> Result<Term, String> {
        if self.takes("(") {
            let inner = self.or()?;
            self.sign(")")?;
            return Ok(inner);
        }
        if self.takes("[") {
            let mut words = Vec::new();
            while !self.takes("]") {
                match self.primary()? {
                    Term::Entity(id) => words.push(id),
                    _ => return Err("a list holds more than words".to_owned()),
                }
                self.takes(",");
            }
            return Ok(Term::List(words));
        }
        if let Some(Token::Number(number)) = self.peek() {
            self.at += 1;
            return Ok(Term::Number(*number));
        }
        match self.name() {
            Some("true") => Ok(Term::Logic(Logic::Known(true))),
            Some("false") => Ok(Term::Logic(Logic::Known(false))),
            Some("principal") => Ok(Term::Field(Fields::PRINCIPAL)),
            Some("resource") => Ok(Term::Field(Fields::RESOURCE)),
            Some("context") => self.context(),
            Some(_) if self.takes("::") => match self.peek() {
                Some(Token::Text(id)) => {
                    self.at += 1;
                    Ok(Term::Entity((*id).to_owned()))
                }
                other => Err(format!("{other:?} is no id")),
            },
            other => Err(format!("{other:?} is more than the rules may use")),
        }
    }

    /// `context.x`, or `context` before `has`.
    fn context(&mut self) -> Result<Term, String> {
        if !self.takes(".") {
            return Ok(Term::Logic(Logic::Known(true)));
        }
        let name = self.name().ok_or("after `context.` comes a field")?;
        self.fields.number(name).map(Term::Field)
    }
}
