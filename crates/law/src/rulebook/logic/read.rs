//! Reads the conditions of a policy as plain logic. Cedar has parsed and validated the same text before, so only meaning is
//! looked for here; a construct outside the small part of Cedar that rules use is a fault, for without it no proof by
//! enumeration is possible.

use super::{Atom, Logic, all, any, not};
use crate::rulebook::fields::{Fields, Sort};

/// How deep conditions may be nested.
const DEPTH_MAX: usize = 64;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token<'a> {
    Name(&'a str),
    Text(&'a str),
    Number(u128),
    Sign(&'a str),
}

/// Signs, the longer first.
const SIGNS: [&str; 18] =
    ["::", "&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", ".", ",", "(", ")", "[", "]", "{", "}"];

/// What a part of a condition means.
enum Term {
    Logic(Logic),
    Field(usize),
    Entity(String),
    List(Vec<String>),
    Number(u128),
}

/// The conditions of a policy, all of which must hold.
pub(super) fn conditions(text: &str, fields: &Fields) -> Result<Logic, String> {
    let tokens = tokens(text)?;
    let mut reader = Reader { tokens: &tokens, at: 0, depth: 0, fields };
    reader.head()?;
    let mut parts = Vec::new();
    while let Some(word) = reader.name() {
        reader.sign("{")?;
        let body = reader.whole()?;
        reader.sign("}")?;
        match word {
            "when" => parts.push(body),
            "unless" => parts.push(not(body)),
            _ => return Err(format!("`{word}` is neither when nor unless")),
        }
    }
    Ok(all(parts))
}

fn tokens(text: &str) -> Result<Vec<Token<'_>>, String> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(inside) = rest.strip_prefix('"') {
            let end = inside.find('"').ok_or("a text has no end")?;
            let word = inside.get(..end).unwrap_or_default();
            if word.contains('\\') {
                return Err("a text holds a backslash".to_owned());
            }
            found.push(Token::Text(word));
            end + 2
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            found.push(Token::Sign(sign));
            sign.len()
        } else {
            let part = |sign: char| sign.is_alphanumeric() || sign == '_';
            let end = rest.find(|sign| !part(sign)).unwrap_or(rest.len());
            let word = rest.get(..end).unwrap_or_default();
            match (word.parse(), rest.chars().next()) {
                (Ok(number), _) => found.push(Token::Number(number)),
                (_, Some('@')) => found.push(Token::Sign("@")),
                (_, Some(';')) => break,
                _ if end == 0 => return Err(format!("`{}` is not understood", rest.chars().take(12).collect::<String>())),
                _ => found.push(Token::Name(word)),
            }
            end.max(1)
        };
        rest = rest.get(length..).unwrap_or_default().trim_start();
    }
    Ok(found)
}

struct Reader<'a> {
    tokens: &'a [Token<'a>],
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

    /// Annotations, effect and scope, which are read elsewhere.
    fn head(&mut self) -> Result<(), String> {
        while self.takes("@") {
            self.at += 1;
            if self.takes("(") {
                self.at += 1;
                self.sign(")")?;
            }
        }
        self.name().ok_or("there is no effect")?;
        self.sign("(")?;
        let mut open = 1;
        while open > 0 {
            match self.peek().ok_or("the scope has no end")? {
                Token::Sign("(") => open += 1,
                Token::Sign(")") => open -= 1,
                _ => {}
            }
            self.at += 1;
        }
        Ok(())
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
            ("contains", Term::Field(set), Term::Entity(id)) => Atom::Holds(set, self.fields.named(set, &id)?),
            ("contains" | "containsAny", Term::List(words), Term::Field(field))
            | ("containsAny", Term::Field(field), Term::List(words)) => Atom::Holds(field, bits(field, &words)?),
            ("containsAll", Term::List(words), Term::Field(field)) => Atom::Within(field, bits(field, &words)?),
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
