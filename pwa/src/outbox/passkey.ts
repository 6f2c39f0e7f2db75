// A secret from a passkey (WebAuthn, extension prf), where the device can give one.

/** What a secret is asked for; the answer differs per passkey. */
const WAIT_MS_MAX = 120_000

/** This device or browser gives no secret from a passkey. */
export class NoPasskey extends Error {}

/** Whether to offer it: a passkey needs a name for the site, and a number is none. */
export const offersPasskey = (): boolean =>
  typeof PublicKeyCredential !== 'undefined' && isSecureContext && !/^[\d.]+$|:/.test(location.hostname)

interface PrfResults { prf?: { enabled?: boolean; results?: { first?: ArrayBuffer } } }

/** Makes a passkey on this device; its id is what one keeps. */
export async function makePasskey(): Promise<Uint8Array<ArrayBuffer>> {
  const made = await navigator.credentials.create({
    publicKey: {
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      rp: { name: 'Schouw' },
      // no name of a person: it only opens what lies on this device
      user: { id: crypto.getRandomValues(new Uint8Array(16)), name: 'schouw', displayName: 'Schouw' },
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }, { type: 'public-key', alg: -257 }],
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
      timeout: WAIT_MS_MAX,
      extensions: { prf: {} },
    },
  })
  if (!(made instanceof PublicKeyCredential)) throw new NoPasskey('no passkey was made')
  if ((made.getClientExtensionResults() as PrfResults).prf?.enabled !== true) throw new NoPasskey('this passkey gives no secret')
  return new Uint8Array(made.rawId)
}

/** The secret of a passkey for a salt: the same each time. */
export async function passkeySecret(credential: Uint8Array<ArrayBuffer>, salt: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  const got = await navigator.credentials.get({
    publicKey: {
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      allowCredentials: [{ type: 'public-key', id: credential }],
      userVerification: 'required',
      timeout: WAIT_MS_MAX,
      extensions: { prf: { eval: { first: salt } } },
    },
  })
  const first = got instanceof PublicKeyCredential ? (got.getClientExtensionResults() as PrfResults).prf?.results?.first : undefined
  if (!first) throw new NoPasskey('this passkey gives no secret')
  return first
}
