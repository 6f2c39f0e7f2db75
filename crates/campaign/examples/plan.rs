//! Plans a generated question, for measuring: `plan SEED TEAMS VISITORS WEEKS ROUNDS [question|plan]`. With `question` it
//! prints the question itself, for a reference solver, with `plan` the plan; else the travel in kilometres, how many days
//! out, and how many visits were not planned.
#![expect(clippy::print_stdout, reason = "an example that is run by hand")]

use schouw_campaign::plan::{ROUNDS, generate, plan};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, otherwise: usize| given.get(at).map_or(Ok(otherwise), |text| text.parse());
    let (seed, teams, visitors, weeks) = (number(0, 1)?, number(1, 168)?, number(2, 8)?, number(3, 10)?);
    let mut question = generate(seed as u64, teams, visitors, weeks, jiff::civil::date(2027, 1, 4));
    question.rounds = u32::try_from(number(4, ROUNDS as usize)?)?;
    if given.get(5).is_some_and(|word| word == "question") {
        println!("{}", serde_json::to_string(&question)?);
        return Ok(());
    }
    match plan(&question) {
        Ok(found) if given.get(5).is_some_and(|word| word == "plan") => {
            println!("{}", serde_json::to_string(&found)?);
        }
        Ok(found) => println!(
            "{{\"travel_km\": {}, \"days\": {}, \"unplanned\": {}}}",
            found.travel_km,
            found.days.len(),
            found.unplanned.len()
        ),
        Err(faults) => faults.iter().for_each(|fault| println!("{fault}")),
    }
    Ok(())
}
