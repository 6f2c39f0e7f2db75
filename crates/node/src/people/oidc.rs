//! Signing in at the organisation's own provider: OpenID Connect, after the NL GOV profile (code flow, PKCE with S256,
//! state, nonce; signatures by public keys only).
//!
//! A provider speaks for one organisation: whoever it vouches for is a user of that organisation, or nobody. Roles come
//! from our own tables and not from the provider.

mod assertion;
mod settings;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use jiff::Timestamp;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreIdToken, CoreIdTokenClaims, CoreJwsSigningAlgorithm,
    CoreProviderMetadata,
};
use openidconnect::{
    AuthType, AuthenticationContextClass, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret,
    CsrfToken, HttpRequest, HttpResponse, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    Scope, SignatureVerificationError, TokenResponse as _, http,
};

use super::key::random;
use super::{People, PeopleError, Person};

pub use settings::{Match, ProviderSettings, read};

/// Ways to sign that are taken: by keys of which only the provider has the secret half.
const ALGORITHMS: [CoreJwsSigningAlgorithm; 3] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
];
/// How far two clocks may differ, in seconds.
const SKEW_S: i64 = 60;
/// Oldest token that is taken, in seconds.
const TOKEN_AGE_MAX_S: i64 = 600;
/// How long somebody may be away at the provider, in milliseconds.
const AWAY_MAX_MS: i64 = 10 * 60_000;
/// People who are away at the same time.
const AWAY_MAX: usize = 10_000;
/// How long what a provider says of itself is kept, in milliseconds.
const KNOWN_MS: i64 = 3_600_000;
/// How soon it may be asked again for the sake of a key that is not known, in milliseconds.
const AGAIN_MS: i64 = 10_000;
/// Largest answer of a provider, in bytes.
const ANSWER_BYTES_MAX: usize = 1 << 20;
/// Time for an answer of a provider.
const ANSWER_TIME: Duration = Duration::from_secs(10);

/// Why somebody did not sign in at a provider.
#[derive(Debug, thiserror::Error)]
pub enum OidcError {
    /// state, code or token is not what it should be
    #[error("what came back is refused: {0}")]
    Refused(String),
    /// the provider vouches for somebody whom we do not know
    #[error("the account is not that of a user of this organisation")]
    Unknown,
    /// the provider does not answer, or not as it should
    #[error("the provider cannot be asked: {0}")]
    Provider(String),
    /// the world
    #[error(transparent)]
    People(#[from] PeopleError),
}

struct Away {
    nonce: Nonce,
    verifier: PkceCodeVerifier,
    redirect: RedirectUrl,
    since_ms: i64,
}

struct Known {
    metadata: CoreProviderMetadata,
    at_ms: i64,
}

/// A provider.
pub struct Provider {
    settings: ProviderSettings,
    http: reqwest::Client,
    known: tokio::sync::Mutex<Option<Arc<Known>>>,
    away: Mutex<HashMap<String, Away>>,
}

/// Where somebody goes to sign in.
#[derive(Debug, Clone)]
pub struct Begun {
    /// the page of the provider
    pub address: String,
    /// comes back with who returns, and stands in a cookie of the same browser
    pub state: String,
}

impl Provider {
    /// A provider that has not been asked anything yet.
    ///
    /// # Errors
    /// When there can be no HTTP client.
    pub fn new(settings: ProviderSettings) -> Result<Self, OidcError> {
        // the first one stays
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            // a provider that leads elsewhere could lead inside
            .redirect(reqwest::redirect::Policy::none())
            .timeout(ANSWER_TIME)
            .build()
            .map_err(|error| OidcError::Provider(error.to_string()))?;
        Ok(Self { settings, http, known: tokio::sync::Mutex::new(None), away: Mutex::new(HashMap::new()) })
    }

    /// How it is set up.
    #[must_use]
    pub fn settings(&self) -> &ProviderSettings {
        &self.settings
    }

    /// Sends somebody to the provider, who comes back at `redirect`.
    ///
    /// # Errors
    /// When the provider does not answer.
    pub async fn begin(&self, redirect: &str, now: Timestamp) -> Result<Begun, OidcError> {
        let known = self.known(now, KNOWN_MS).await?;
        let redirect =
            RedirectUrl::new(redirect.to_owned()).map_err(|error| OidcError::Refused(error.to_string()))?;
        let client = CoreClient::from_provider_metadata(
            known.metadata.clone(),
            ClientId::new(self.settings.client_id.clone()),
            None,
        )
        .set_redirect_uri(redirect.clone());
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (state, nonce) = (CsrfToken::new(word()?), Nonce::new(word()?));
        let (given_state, given_nonce) = (state.clone(), nonce.clone());
        let mut asked = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                move || given_state,
                move || given_nonce,
            )
            .set_pkce_challenge(challenge);
        for scope in &self.settings.scopes {
            asked = asked.add_scope(Scope::new(scope.clone()));
        }
        for acr in &self.settings.acr {
            asked = asked.add_auth_context_value(AuthenticationContextClass::new(acr.clone()));
        }
        let (address, ..) = asked.url();
        let mut away = self.away.lock().unwrap_or_else(PoisonError::into_inner);
        let at = now.as_millisecond();
        away.retain(|_, one| at - one.since_ms < AWAY_MAX_MS);
        if away.len() >= AWAY_MAX {
            return Err(OidcError::Provider("too many are signing in".into()));
        }
        away.insert(state.secret().clone(), Away { nonce, verifier, redirect, since_ms: at });
        Ok(Begun { address: address.into(), state: state.secret().clone() })
    }

    /// Takes in who comes back, with the state of the address and the state of the cookie; a state counts once.
    ///
    /// # Errors
    /// When state, code or token is refused, or the account is nobody's here.
    pub async fn finish(&self, people: &People, came: &Came, now: Timestamp) -> Result<Person, OidcError> {
        if !super::key::same(came.state.as_bytes(), came.cookie.as_bytes()) {
            return Err(OidcError::Refused("the browser is not the one that went".into()));
        }
        let away = self.away.lock().unwrap_or_else(PoisonError::into_inner).remove(&came.state);
        let away = away
            .filter(|away| now.as_millisecond() - away.since_ms < AWAY_MAX_MS)
            .ok_or_else(|| OidcError::Refused("the state is unknown or too old".into()))?;
        // RFC 9207: another provider does not answer in this one's place
        if came.issuer.as_ref().is_some_and(|issuer| *issuer != self.settings.issuer) {
            return Err(OidcError::Refused("another issuer answers".into()));
        }
        let known = self.known(now, KNOWN_MS).await?;
        let token = self.exchange(&known.metadata, away.redirect, away.verifier, &came.code, now).await?;
        let claims = match self.claims(&known.metadata, &token, &away.nonce, now) {
            Ok(claims) => claims,
            Err(error) if is_of_another_key(&error) => {
                // the provider has a new key, perhaps
                let again = self.known(now, AGAIN_MS).await?;
                self.claims(&again.metadata, &token, &away.nonce, now)
                    .map_err(|error| OidcError::Refused(error.to_string()))?
            }
            Err(error) => return Err(OidcError::Refused(error.to_string())),
        };
        self.user(people, &claims)
    }

    /// The user of an account: tied to it before, or now by a claim that the configuration trusts.
    fn user(&self, people: &People, claims: &CoreIdTokenClaims) -> Result<Person, OidcError> {
        let (issuer, subject) = (self.settings.issuer.as_str(), claims.subject().as_str());
        let tied = people.user_of_account(issuer, subject)?;
        let claimed = match self.settings.match_claim {
            None => None,
            Some(Match::PreferredUsername) => {
                claims.preferred_username().map(|name| name.as_str().to_owned())
            }
            Some(Match::Email) => claims
                .email()
                .filter(|_| claims.email_verified() == Some(true))
                .map(|mail| mail.as_str().to_owned()),
        };
        let found = match (tied, claimed) {
            (Some(person), _) => Some(person),
            (None, Some(login)) => people.user_of_login(&login)?,
            (None, None) => None,
        };
        let person = found
            .filter(|person| person.active && person.organisation.id == self.settings.organisation)
            .ok_or(OidcError::Unknown)?;
        people.link(person.user, issuer, subject)?;
        Ok(person)
    }

    /// What the provider says of itself, not older than so many milliseconds.
    async fn known(&self, now: Timestamp, age_max_ms: i64) -> Result<Arc<Known>, OidcError> {
        let mut known = self.known.lock().await;
        let at_ms = now.as_millisecond();
        if let Some(known) = known.as_ref().filter(|known| (at_ms - known.at_ms).abs() < age_max_ms) {
            return Ok(Arc::clone(known));
        }
        let issuer = IssuerUrl::new(self.settings.issuer.clone())
            .map_err(|error| OidcError::Provider(error.to_string()))?;
        let ask = |request: HttpRequest| self.ask(request);
        let metadata = CoreProviderMetadata::discover_async(issuer, &ask)
            .await
            .map_err(|error| OidcError::Provider(error.to_string()))?;
        let fresh = Arc::new(Known { metadata, at_ms });
        *known = Some(Arc::clone(&fresh));
        Ok(fresh)
    }

    async fn exchange(
        &self,
        metadata: &CoreProviderMetadata,
        redirect: RedirectUrl,
        verifier: PkceCodeVerifier,
        code: &str,
        now: Timestamp,
    ) -> Result<CoreIdToken, OidcError> {
        let refused = |why: String| OidcError::Refused(why);
        let secret = self.settings.secret.clone().map(ClientSecret::new);
        let client = CoreClient::from_provider_metadata(
            metadata.clone(),
            ClientId::new(self.settings.client_id.clone()),
            secret,
        )
        .set_redirect_uri(redirect)
        .set_auth_type(if self.settings.secret.is_some() {
            AuthType::BasicAuth
        } else {
            AuthType::RequestBody
        });
        let mut asked = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|error| OidcError::Provider(error.to_string()))?
            .set_pkce_verifier(verifier);
        if let Some(key) = &self.settings.private_key {
            let audience = metadata.token_endpoint().map(|url| url.as_str()).unwrap_or_default();
            let assertion = assertion::sign(key, &self.settings.client_id, audience, now)?;
            asked = asked
                .add_extra_param("client_assertion_type", assertion::TYPE)
                .add_extra_param("client_assertion", assertion);
        }
        let ask = |request: HttpRequest| self.ask(request);
        // what the provider says of it may hold the code
        let answer = asked
            .request_async(&ask)
            .await
            .map_err(|_| refused("the provider does not take the code".into()))?;
        answer.id_token().cloned().ok_or_else(|| refused("there is no ID token".into()))
    }

    /// What a token says, when it is of this provider, for us, signed, in time, and for this browser.
    fn claims(
        &self,
        metadata: &CoreProviderMetadata,
        token: &CoreIdToken,
        nonce: &Nonce,
        now: Timestamp,
    ) -> Result<CoreIdTokenClaims, ClaimsVerificationError> {
        let client = CoreClient::from_provider_metadata(
            metadata.clone(),
            ClientId::new(self.settings.client_id.clone()),
            None,
        );
        let moment = |second: i64| DateTime::<Utc>::from_timestamp(second, 0).unwrap_or_default();
        let second = now.as_second();
        let wanted = self.settings.acr.clone();
        let verifier = client
            .id_token_verifier()
            .set_allowed_algs(ALGORITHMS)
            .set_other_audience_verifier_fn(|_| false)
            .set_time_fn(move || moment(second - SKEW_S))
            .set_issue_time_verifier_fn(move |issued| {
                let within = moment(second - TOKEN_AGE_MAX_S)..=moment(second + SKEW_S);
                if within.contains(&issued) {
                    Ok(())
                } else {
                    Err("issued too long ago or in the future".into())
                }
            })
            .set_auth_context_verifier_fn(move |acr| {
                let fits = wanted.is_empty() || acr.is_some_and(|acr| wanted.iter().any(|one| *one == **acr));
                if fits { Ok(()) } else { Err("the level of assurance is lower than asked".into()) }
            });
        token.claims(&verifier, nonce).cloned()
    }

    /// Asks the provider something.
    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, Asking> {
        let (parts, body) = request.into_parts();
        let mut answer = self
            .http
            .request(parts.method, parts.uri.to_string())
            .headers(parts.headers)
            .body(body)
            .send()
            .await
            .map_err(|error| Asking(error.without_url().to_string()))?;
        let mut taken = http::Response::builder().status(answer.status());
        if let Some(headers) = taken.headers_mut() {
            *headers = answer.headers().clone();
        }
        let mut bytes = Vec::new();
        while let Some(chunk) =
            answer.chunk().await.map_err(|error| Asking(error.without_url().to_string()))?
        {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > ANSWER_BYTES_MAX {
                return Err(Asking(format!("the answer has more than {ANSWER_BYTES_MAX} bytes")));
            }
        }
        taken.body(bytes).map_err(|error| Asking(error.to_string()))
    }
}

/// Who comes back from a provider.
#[derive(Debug, Clone)]
pub struct Came {
    /// state in the address
    pub state: String,
    /// state in the cookie
    pub cookie: String,
    /// the code
    pub code: String,
    /// issuer in the address, of providers that tell it
    pub issuer: Option<String>,
}

/// Why a provider could not be asked.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Asking(String);

fn is_of_another_key(error: &ClaimsVerificationError) -> bool {
    matches!(
        error,
        ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey | SignatureVerificationError::CryptoError(_)
        )
    )
}

fn word() -> Result<String, PeopleError> {
    Ok(random::<32>()?.iter().map(|byte| format!("{byte:02x}")).collect())
}
