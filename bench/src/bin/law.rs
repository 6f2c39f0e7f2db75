//! How long a question about the law takes, in process and on one thread, beside bare Cedar over the whole set: rows of a
//! table. Questions: a file as `schouw may share --jsonl` reads it, or generated ones from a seed.
#![expect(clippy::print_stdout, reason = "a measurement is printed")]

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::PathBuf;

use clap::Parser;
use jiff::civil::{Date, date};
use schouw_bench::points::SplitMix64;
use schouw_bench::rounds;
use schouw_law::codes::Code;
use schouw_law::explain;
use schouw_law::powers::PowersLaw;
use schouw_law::share::codes::{Category, Domain, Employer, Fact, Hat, Purpose, Receiver, Source};
use schouw_law::share::{Question, ShareLaw};
use serde_json::{Value, json};

/// The day of questions that name none.
const TODAY: Date = date(2026, 11, 23);
/// Facts of a generated question at most.
const FACTS_MAX: u64 = 5;
/// Loads of which the median counts.
const LOADS: usize = 11;

/// Times the rules of the law.
#[derive(Parser)]
struct Arguments {
    /// questions as JSON lines; generated when left out
    questions: Option<PathBuf>,
    /// questions that are generated
    #[arg(long, default_value_t = 3_000)]
    count: usize,
    /// seed of the generated questions
    #[arg(long, default_value_t = 20_260)]
    seed: u64,
    /// only decide so many times the first question, for counting instructions
    #[arg(long)]
    only: Option<usize>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let law = ShareLaw::load()?;
    let questions = questions(&arguments)?;
    if let Some(times) = arguments.only {
        let first = questions.first().ok_or("no question")?;
        for _ in 0..times {
            black_box(law.decide_without_routes(black_box(first))?);
        }
        return Ok(());
    }
    println!("| what | count | median µs | p95 µs | p99 µs | a second |");
    println!("|---|---|---|---|---|---|");
    load()?;
    let mut failed = None;
    row("one decision, explained, without routes", &questions, |question| {
        let said = law.decide_without_routes(question).map(|decision| explain::sharing(&decision).len());
        failed = failed.take().or(black_box(said).err());
    });
    let lines: Vec<String> = questions.iter().map(|question| line(question).to_string()).collect();
    let mut bad = None;
    row("one JSON line to one JSON line, without routes", &lines, |line| {
        let said = answer(&law, line, false);
        bad = bad.take().or(said.err());
    });
    row("one JSON line to one JSON line, with routes", &lines, |line| {
        let said = answer(&law, line, true);
        bad = bad.take().or(said.err());
    });
    let bare = law.book().bare(TODAY)?;
    row("bare Cedar over the whole set, every ground", &questions[..questions.len().min(300)], |question| {
        failed = failed.take().or(black_box(law.book().ask_bare(&bare, &question.seen())).err());
    });
    match (failed, bad) {
        (Some(alarm), _) => Err(alarm.into()),
        (_, Some(why)) => Err(why.into()),
        _ => Ok(()),
    }
}

/// Loading and validating, both sets of rules.
fn load() -> Result<(), Box<dyn Error>> {
    let mut failed = None;
    row("loading and validating all rules", &[(); LOADS], |()| {
        failed = failed.take().or(ShareLaw::load().err()).or(PowersLaw::load().err());
    });
    failed.map_or(Ok(()), |faults| Err(faults.into()))
}

fn row<P>(name: &str, items: &[P], ask: impl FnMut(&P)) {
    let took = rounds::each(items, ask);
    let [median, p95, p99] = [0.5, 0.95, 0.99].map(|share| rounds::quantile(&took, share));
    let all: f64 = took.iter().sum();
    let rate = took.len() as f64 * 1e6 / all.max(1.0);
    println!("| {name} | {} | {median:.0} | {p95:.0} | {p99:.0} | {rate:.0} |", took.len());
}

fn answer(law: &ShareLaw, line: &str, routes: bool) -> Result<(), String> {
    let value: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let question = Question::read(&value["question"], TODAY).map_err(|faults| format!("{faults:?}"))?;
    let decision = if routes { law.decide(&question) } else { law.decide_without_routes(&question) };
    let decision = decision.map_err(|alarm| alarm.to_string())?;
    let out = serde_json::to_string(&json!({"id": value["id"], "decision": decision}));
    black_box(out.map_err(|error| error.to_string())?);
    Ok(())
}

fn questions(arguments: &Arguments) -> Result<Vec<Question>, Box<dyn Error>> {
    let Some(path) = &arguments.questions else {
        let mut random = SplitMix64(arguments.seed);
        let drawn = std::iter::repeat_with(|| Question::read(&draw(&mut random), TODAY).ok());
        return Ok(drawn.flatten().take(arguments.count).collect());
    };
    let mut questions = Vec::new();
    for line in fs::read_to_string(path)?.lines() {
        let value: Value = serde_json::from_str(line)?;
        questions.push(Question::read(&value["question"], TODAY).map_err(|faults| format!("{faults:?}"))?);
    }
    Ok(questions)
}

fn pick<C: Code>(random: &mut SplitMix64) -> &'static str {
    let place = (random.unit() * C::ALL.len() as f64) as usize;
    C::ALL.get(place).map_or("", |code| code.word())
}

/// A question by chance; some are contradictions and fall out.
fn draw(random: &mut SplitMix64) -> Value {
    let wpg = random.unit() < 0.7;
    let article = wpg.then(|| [8, 8, 9, 13][(random.unit() * 4.0) as usize]);
    let count = (random.unit() * FACTS_MAX as f64) as usize;
    let facts: std::collections::BTreeSet<_> = (0..count).map(|_| pick::<Fact>(random)).collect();
    json!({
        "sender": {"employer": pick::<Employer>(random), "hat": pick::<Hat>(random), "domain": pick::<Domain>(random)},
        "data": {"regime": if wpg { "wpg" } else { "avg" }, "wpg_article": article, "age_months": 1 + (random.unit() * 70.0) as u64,
            "archived": wpg && random.unit() < 0.1, "identifiable": random.unit() < 0.9, "categories": [pick::<Category>(random)],
            "special_category": random.unit() < 0.2, "minor": random.unit() < 0.2, "in_prosecution_file": random.unit() < 0.2,
            "source": pick::<Source>(random)},
        "receiver": {"kind": pick::<Receiver>(random), "domain": pick::<Domain>(random)},
        "purpose": pick::<Purpose>(random),
        "facts": facts,
    })
}

/// A question as a line again.
fn line(question: &Question) -> Value {
    let word = |domain: Option<Domain>| domain.map(Code::word);
    json!({"id": "q", "question": {
        "sender": {"employer": question.employer.word(), "hat": question.hat.word(), "domain": word(question.sender_domain)},
        "data": {"regime": question.regime.word(), "wpg_article": question.wpg_article, "age_months": question.age_months,
            "archived": question.archived, "identifiable": question.identifiable, "categories": question.categories,
            "special_category": question.special_category, "minor": question.minor,
            "in_prosecution_file": question.in_prosecution_file, "source": question.source.word()},
        "receiver": {"kind": question.receiver.word(), "domain": word(question.receiver_domain)},
        "purpose": question.purpose.word(), "facts": question.facts, "date": question.day.to_string()}})
}
