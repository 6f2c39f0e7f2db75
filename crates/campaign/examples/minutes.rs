//! Reads a report of a meeting, for trying files by hand: `minutes FILE`.
#![expect(clippy::print_stdout, reason = "an example that is run by hand")]

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let name = std::env::args().nth(1).ok_or("give a file")?;
    match schouw_campaign::minutes::read_file(&std::fs::read(name)?) {
        Ok(minutes) => println!("{}", serde_json::to_string_pretty(&minutes)?),
        Err(why) => println!("{why}"),
    }
    Ok(())
}
