//! Names of columns: each once, none empty.

use std::collections::HashMap;

/// The name of a column that has none, by its position from 0: `column 1`.
pub fn numbered(at: usize) -> String {
    format!("column {}", at + 1)
}

/// Gives blanks a number and makes each name occur once: the second `naam` becomes `naam#2`.
pub fn distinct(names: &mut [String]) {
    for (at, name) in names.iter_mut().enumerate().filter(|(_, name)| name.is_empty()) {
        *name = numbered(at);
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    for name in names {
        let mut nth = seen.get(name).map_or(1, |times| times + 1);
        let mut other = name.clone();
        if nth > 1 {
            other = format!("{name}#{nth}");
            // what stands in the file as `naam#2` keeps its name when it comes first
            while seen.contains_key(&other) {
                nth += 1;
                other = format!("{name}#{nth}");
            }
        }
        // the count is kept, so that many equal names take no quadratic time
        seen.insert(name.clone(), nth);
        seen.insert(other.clone(), seen.get(&other).copied().unwrap_or(1));
        *name = other;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str], expected: &[&str]) {
        let mut names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        distinct(&mut names);
        assert_eq!(names, expected);
    }

    #[test]
    fn blanks_get_a_number_and_equals_too() {
        check(&["naam", "", "naam", "naam"], &["naam", "column 2", "naam#2", "naam#3"]);
        check(&["naam#2", "naam", "naam"], &["naam#2", "naam", "naam#3"]);
        check(&["a", "a", "a#2", "a#2"], &["a", "a#2", "a#2#2", "a#2#3"]);
        check(&["column 2", ""], &["column 2", "column 2#2"]);
        check(&[], &[]);
    }
}
