//! The signals of Markerwaard: what its people saw, passed on, asked and answered, so that every screen has something
//! true to show. They go through the same use cases as real ones, with the same law.

use jiff::{SignedDuration, Timestamp};
use schouw_base::{Actor, CommandId, OrganisationId};
use schouw_signal::codes::{AnswerKind, Obstacle};
use schouw_signal::content::{CouldNotAct, Reference};
use schouw_signal::event::AnswerText;
use schouw_signal::{Content, Hat, Place, SignalId, Step, Theme};
use uuid::Uuid;

use super::ground::{Metres, at, degrees};
use super::scene::{DRUMS, ON_SQUARE, RUBBISH_NUMBER, STATION_SQUARE, on_kade};
use crate::people::{People, PeopleError};
use crate::signals::{PassOnAsk, QuestionAsk, RecordAsk, SignalError, Signals, StepAsk};

const GEMEENTE: &str = "gemeente-markerwaard";
const POLITIE: &str = "politie-markerwaard";
const OMGEVINGSDIENST: &str = "omgevingsdienst-markermeer";
const CORPORATIE: &str = "woonstichting-het-nieuwe-land";

/// The calls about rubbish at the Kade, as one problem.
const RUBBISH_PROBLEM: &str = "990412";

/// Hours in a day.
const DAY: i64 = 24;

/// Why the signals of the demo were not made.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// the people
    #[error(transparent)]
    People(#[from] PeopleError),
    /// the signals
    #[error(transparent)]
    Signals(#[from] SignalError),
    /// somebody of the demo is not there
    #[error("`{0}` is not one of the people of the demo")]
    Nobody(String),
}

struct Seed<'a> {
    signals: &'a Signals,
    people: Vec<crate::people::Person>,
    now: Timestamp,
    count: u16,
}

/// Makes the signals of Markerwaard; nothing when there are some.
///
/// # Errors
/// When the people are not those of the demo, or the world refuses.
pub fn make_signals(signals: &Signals, people: &People, now: Timestamp) -> Result<(), SeedError> {
    let gemeente = organisation(GEMEENTE)?;
    if signals.view(&gemeente)?.next()? > FIRST_ENTRIES
        || signals.view(&gemeente)?.highest_number(crate::signals::day_of(now).year())? > 0
    {
        return Ok(());
    }
    let mut seed = Seed { signals, people: people.demo_people()?, now, count: 0 };
    seed.rubbish()?;
    seed.drums()?;
    seed.plate()?;
    seed.parking()?;
    seed.greenhouse()?;
    Ok(())
}

/// Entries that a log has before anybody did something, at most.
const FIRST_ENTRIES: u64 = 4;

fn organisation(id: &str) -> Result<OrganisationId, SeedError> {
    id.parse().map_err(|_| SeedError::Nobody(id.to_owned()))
}

/// The dataset of the calls of residents.
fn reports() -> Result<schouw_base::DatasetId, SeedError> {
    const REPORTS: &str = "markerwaard-meldingen";
    REPORTS.parse().map_err(|_| SeedError::Nobody(REPORTS.to_owned()))
}

impl Seed<'_> {
    /// Somebody of the demo, by a part of the name.
    fn actor(&self, part: &str) -> Result<Actor, SeedError> {
        let found = self.people.iter().find(|person| person.name.contains(part));
        found.map(crate::people::Person::actor).ok_or_else(|| SeedError::Nobody(part.to_owned()))
    }

    /// The coordinator of an organisation.
    fn coordinator(&self, id: &str) -> Result<Actor, SeedError> {
        let is = |person: &&crate::people::Person| {
            person.organisation.id.as_str() == id && person.roles.contains(&schouw_base::Role::Coordinator)
        };
        let found = self.people.iter().find(is);
        found.map(crate::people::Person::actor).ok_or_else(|| SeedError::Nobody(id.to_owned()))
    }

    fn before(&self, hours: i64) -> Timestamp {
        self.now.checked_sub(SignedDuration::from_hours(hours)).unwrap_or(self.now)
    }

    /// An id as a device would make it at a moment.
    fn id(&mut self, at: Timestamp) -> Result<CommandId, SeedError> {
        self.count += 1;
        let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
        let mut bytes = [0_u8; 16];
        for (byte, value) in bytes.iter_mut().zip(millis.to_be_bytes().into_iter().skip(2)) {
            *byte = value;
        }
        bytes[6] = 0x70;
        bytes[8] = 0x80;
        let [high, low] = self.count.to_be_bytes();
        bytes[14] = high;
        bytes[15] = low;
        CommandId::new(Uuid::from_bytes(bytes)).map_err(|error| SeedError::Nobody(error.to_string()))
    }

    fn record(
        &mut self,
        actor: &Actor,
        hours: i64,
        seen: (Theme, &str, Metres, &str),
        more: impl FnOnce(&mut RecordAsk),
    ) -> Result<SignalId, SeedError> {
        let at = self.before(hours);
        let id = self.id(at)?;
        let (theme, text, place, address) = seen;
        let (lon, lat) = degrees(place.steps());
        let place = Place { lat, lon, accuracy: Some(6), address: Some(address.to_owned()) };
        let mut ask = RecordAsk {
            id,
            content: Content {
                place: Some(place),
                seen: at,
                theme,
                text: text.to_owned(),
                photos: Vec::new(),
                offence: None,
                about_person: false,
                kept: Vec::new(),
                wanted: Vec::new(),
            },
            hat: Hat::Supervision,
            in_deed: None,
            could_not_act: None,
            problem: None,
            belongs_to: None,
        };
        more(&mut ask);
        self.signals.record(actor, &ask, at)?;
        Ok(id)
    }

    fn step(&mut self, actor: &Actor, hours: i64, signal: SignalId, step: Step) -> Result<(), SeedError> {
        let at = self.before(hours);
        let ask = StepAsk { id: self.id(at)?, version: None, step };
        self.signals.step(actor, signal, &ask, at)?;
        Ok(())
    }

    fn pass_on(
        &mut self,
        actor: &Actor,
        hours: i64,
        signal: SignalId,
        to: (&str, &str),
    ) -> Result<SignalId, SeedError> {
        let at = self.before(hours);
        let ask = PassOnAsk {
            id: self.id(at)?,
            to: organisation(to.0)?,
            purpose: to.1.to_owned(),
            form: None,
            facts: Vec::new(),
            question: None,
        };
        let done = self.signals.pass_on(actor, signal, None, &ask, at)?;
        Ok(done.state.passings.last().map_or(signal, |passing| passing.provision.copy))
    }

    fn ask(
        &mut self,
        actor: &Actor,
        hours: i64,
        to: (&str, &str),
        text: &str,
        wanted: &str,
    ) -> Result<(), SeedError> {
        let at = self.before(hours);
        let ask = QuestionAsk {
            id: self.id(at)?,
            content: Content {
                place: None,
                seen: at,
                theme: Theme::Other,
                text: text.to_owned(),
                photos: Vec::new(),
                offence: None,
                about_person: false,
                kept: Vec::new(),
                wanted: vec![wanted.to_owned()],
            },
            to: organisation(to.0)?,
            purpose: to.1.to_owned(),
        };
        self.signals.ask(actor, &ask, at)?;
        Ok(())
    }

    /// Story 2: rubbish at Kade 12, twice, a double that is not yet one.
    fn rubbish(&mut self) -> Result<(), SeedError> {
        let (boa, coordinator) = (self.actor("Zilverreiger")?, self.coordinator(GEMEENTE)?);
        let kade = on_kade(RUBBISH_NUMBER);
        let first = (Theme::Waste, "Tien zakken naast de container, meeuwen eraan", kade, "Kade 12");
        let first = self.record(&boa, 2 * DAY, first, |_| {})?;
        self.step(&coordinator, DAY, first, Step::Weigh { why: Some("staat al twee weken".into()) })?;
        let again = (Theme::Waste, "De zakken liggen er nog, nu ook een matras", kade, "Kade 12");
        self.record(&boa, 3, again, |_| {})?;
        // thirteen calls of residents are one problem in the open data; what the boa saw belongs to it, and is planned
        let problem = Reference { dataset: reports()?, record: RUBBISH_PROBLEM.to_owned() };
        self.step(&coordinator, 2, first, Step::LinkProblem(problem))?;
        self.step(&coordinator, 2, first, Step::Take { owner: coordinator.user, over: false })?;
        let done = (Theme::Waste, "Container vol en open", kade, "Kade 12");
        let done = self.record(&boa, 6 * DAY, done, |_| {})?;
        self.step(&coordinator, 5 * DAY, done, Step::Take { owner: coordinator.user, over: false })?;
        let answer = AnswerText {
            kind: AnswerKind::Answer,
            text: "Dank je voor je signaal. De container is geleegd. We kijken de komende weken vaker."
                .into(),
        };
        self.step(&coordinator, 4 * DAY, done, Step::Close { answer: Some(answer) })
    }

    /// Story 3: drums behind the business park, with the omgevingsdienst.
    fn drums(&mut self) -> Result<(), SeedError> {
        let (boa, coordinator) = (self.actor("Zilverreiger")?, self.coordinator(GEMEENTE)?);
        let seen = (
            Theme::Environment,
            "Vijf vaten zonder etiket achter de loods, een lekt",
            DRUMS,
            "Bedrijvenpark Oost",
        );
        let signal = self.record(&boa, 26, seen, |_| {})?;
        self.step(&coordinator, 24, signal, Step::Weigh { why: Some("lekt, dus vandaag nog".into()) })?;
        let copy = self.pass_on(&coordinator, 24, signal, (OMGEVINGSDIENST, "administrative_enforcement"))?;
        let service = self.coordinator(OMGEVINGSDIENST)?;
        self.step(&service, 22, copy, Step::Acknowledge)
    }

    /// Story 4: a plate of last week that the wijkagent asks for, and a name that the corporation asks for.
    fn plate(&mut self) -> Result<(), SeedError> {
        let boa = self.actor("Zilverreiger")?;
        let text = "Witte bus 01-VBB-1 stortte puin naast de kade en reed weg";
        let seen = (Theme::Waste, text, on_kade(30), "Kade 30");
        self.record(&boa, 7 * DAY, seen, |ask| ask.hat = Hat::Investigation)?;
        let wijkagent = self.actor("Buizerd")?;
        let text = "Welk kenteken had de bus die vorige week puin stortte aan de Kade?";
        self.ask(&wijkagent, 4, (GEMEENTE, "investigate_offence"), text, "plate")?;
        let corporation = self.coordinator(CORPORATIE)?;
        let text = "Wie stortte er vorige week puin bij ons complex aan de Kade?";
        self.ask(&corporation, 3, (GEMEENTE, "nuisance_approach"), text, "identity")
    }

    /// Story 8: a parking complaint from which the name stayed out; and a night on which nobody could act.
    fn parking(&mut self) -> Result<(), SeedError> {
        let boa = self.actor("Zilverreiger")?;
        let text = "Auto staat weer op de stoep, je kunt er niet langs";
        let seen = (Theme::Parking, text, ON_SQUARE, "Havenplein 8");
        self.record(&boa, 5, seen, |_| {})?;
        let station =
            at((STATION_SQUARE.0 + STATION_SQUARE.2) / 2.0, (STATION_SQUARE.1 + STATION_SQUARE.3) / 2.0);
        let seen = (
            Theme::Traffic,
            "Fatbikes over het stationsplein, te snel om staande te houden",
            station,
            "Stationsplein",
        );
        self.record(&boa, 20, seen, |ask| {
            ask.could_not_act = Some(CouldNotAct { obstacle: Obstacle::NoMeans, text: None });
        })?;
        Ok(())
    }

    /// Story 9: drums in a greenhouse turn out to be illegal work: from II to V, and back what was done.
    fn greenhouse(&mut self) -> Result<(), SeedError> {
        let (inspector, coordinator) = (self.actor("Fuut")?, self.coordinator(OMGEVINGSDIENST)?);
        let seen = (
            Theme::Environment,
            "Vaten in de kas zijn leeg. Achterin staan acht slaapplaatsen, er wordt gewerkt",
            DRUMS,
            "Kassenrand",
        );
        let signal = self.record(&inspector, 30, seen, |_| {})?;
        let copy = self.pass_on(&coordinator, 28, signal, (GEMEENTE, "administrative_enforcement"))?;
        let (gemeente, five) = (self.coordinator(GEMEENTE)?, self.actor("Steenuil")?);
        self.step(&five, 10, copy, Step::Take { owner: five.user, over: false })?;
        let text = "We zijn er samen geweest. De slaapplaatsen zijn weg, het onderzoek naar het werk loopt.";
        let answer = AnswerText { kind: AnswerKind::Answer, text: text.into() };
        // the coordinator has looked that no person is in it, so that it may go back
        self.step(&gemeente, 2, copy, Step::Answer(answer))?;
        // the police have it too, as something to know
        self.pass_on(&gemeente, 1, copy, (POLITIE, "police_task")).map(|_| ())
    }
}
