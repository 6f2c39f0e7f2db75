// Who is signed in, as the API says it.

export interface Person {
  id: string
  naam: string
  rollen: string[]
  organisatie: { id: string; naam: string; soort: string }
  /** domain of the deed (I to VI), for who has one */
  domein: string | null
}

export interface Session { gebruiker: Person; csrf: string; demo: boolean }

/** Ways to sign in that this server offers. */
export interface Ways {
  lokaal: boolean
  oidc: { id: string; naam: string }[]
  demo: { id: string; naam: string; rol: string; organisatie: string }[]
}
