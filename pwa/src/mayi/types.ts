// The forms of the law under the names that these screens use, from the OpenAPI document of the server.
import type { components } from '../api/schema'

type Schemas = components['schemas']

export type Standing = Schemas['GesprekStand']
export type Next = Schemas['GesprekNu']
export type Told = Schemas['DelenUitleg']
export type Way = Schemas['Weg']
export type Item = Schemas['Punt']
export type Seen = Schemas['Veld']
export type Found = Schemas['Gevonden']
export type ToldPower = Schemas['DoenUitleg']
export type Card = Schemas['BevoegdhedenKaart']

/** Chosen codes by question. */
export type Answers = Record<string, string[]>
