//! The people of a node.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, clap::Args)]
pub struct PeopleArgs {
    /// Folder of people
    #[arg(long, value_name = "DIR", env = "SCHOUW_PEOPLE_FOLDER", default_value = "people", global = true)]
    pub people: PathBuf,
    /// File of the key that seals secrets; people.key in that folder when left out
    #[arg(long, value_name = "FILE", env = "SCHOUW_PEOPLE_KEY", global = true)]
    pub key: Option<PathBuf>,
    #[command(subcommand)]
    pub command: PeopleCommand,
}

#[derive(Debug, Subcommand)]
pub enum PeopleCommand {
    /// Make the tables and the key
    Init,
    /// The users by organisation, with roles and deeds
    List,
    /// Add an organisation, or give one another name or kind
    Organisation {
        /// Lower case letters, digits and hyphens
        #[arg(value_name = "ID")]
        id: String,
        /// Name as people say it
        #[arg(long, value_name = "NAME")]
        name: String,
        /// municipality, police, environmental_service, housing_corporation, carrier, prosecution, inspectorate or platform
        #[arg(long, value_name = "KIND")]
        kind: String,
    },
    /// Add a team, or give one another name
    Team {
        /// The organisation
        #[arg(value_name = "ORGANISATION")]
        organisation: String,
        /// Lower case letters, digits and hyphens
        #[arg(value_name = "ID")]
        id: String,
        /// Name as people say it
        #[arg(long, value_name = "NAME")]
        name: String,
    },
    /// Add a user, and print its id
    Add {
        /// The organisation
        #[arg(value_name = "ORGANISATION")]
        organisation: String,
        /// Name to sign in with; leave it out for who signs in elsewhere only
        #[arg(long, value_name = "LOGIN")]
        login: Option<String>,
        /// Name as colleagues say it
        #[arg(long, value_name = "NAME")]
        name: String,
        /// boa, coordinator, wijkagent, team_chief, inspector, prosecutor, adviser, privacy_officer, secretary, administrator
        #[arg(long, value_name = "ROLE", required = true, value_delimiter = ',')]
        role: Vec<String>,
        /// The team
        #[arg(long, value_name = "TEAM")]
        team: Option<String>,
    },
    /// Give a user the password that stands on standard input
    Password {
        /// Login or id
        #[arg(value_name = "USER")]
        user: String,
    },
    /// Give a user a new secret for codes, as an otpauth address in a new file
    Totp {
        /// Login or id
        #[arg(value_name = "USER")]
        user: String,
        /// The file to make; only you can read it
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Give a user these roles and no others; its sessions end
    Roles {
        /// Login or id
        #[arg(value_name = "USER")]
        user: String,
        /// The roles
        #[arg(long, value_name = "ROLE", required = true, value_delimiter = ',')]
        role: Vec<String>,
    },
    /// Write down the deed (akte) of a boa
    Deed {
        /// Login or id
        #[arg(value_name = "USER")]
        user: String,
        /// I to VI
        #[arg(long, value_name = "DOMAIN")]
        domain: String,
        /// Where it holds
        #[arg(long, value_name = "NAME")]
        territory: String,
        /// Articles or facts that it names
        #[arg(long, value_name = "ARTICLE")]
        article: Vec<String>,
        /// Means of force
        #[arg(long, value_name = "MEANS")]
        means: Vec<String>,
        /// Last day
        #[arg(long, value_name = "DATE")]
        valid_until: jiff::civil::Date,
    },
    /// Tie a user to an account at the organisation's own provider (OpenID Connect)
    Link {
        /// Login or id
        #[arg(value_name = "USER")]
        user: String,
        /// Issuer of the provider, as in its configuration
        #[arg(long, value_name = "URL")]
        issuer: String,
        /// The account (`sub`)
        #[arg(long, value_name = "SUBJECT")]
        subject: String,
    },
    /// Let a user sign in no more; its sessions end
    Block {
        /// Login or id
        #[arg(value_name = "USER")]
        user: String,
    },
    /// Let a user sign in again
    Unblock {
        /// Login or id
        #[arg(value_name = "USER")]
        user: String,
    },
    /// End the sessions of a user
    EndSessions {
        /// Login or id
        #[arg(value_name = "USER")]
        user: String,
        /// The phone is lost: the app throws away what it holds at its next contact
        #[arg(long)]
        wipe: bool,
    },
    /// Are the audit log and the processing logs as they were written
    VerifyLogs {
        /// Folder of the logs; logs in the folder of people when left out
        #[arg(long, value_name = "DIR")]
        logs: Option<PathBuf>,
    },
}
