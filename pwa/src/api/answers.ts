// The forms of the API under the names that the screens use. All come from the OpenAPI document of the server; see
// schema.d.ts, which is generated.
import type { components } from './schema'

type Schemas = components['schemas']

export type Answer = Schemas['Answer']
export type RuleItem = Schemas['RuleItem']
export type CallItem = Schemas['CallItem']
export type WhoItem = Schemas['WhoItem']
export type NoticeItem = Schemas['NoticeItem']
export type ProblemItem = Schemas['ProblemItem']
export type PlaceItem = Schemas['PlaceItem']
export type FigureItem = Schemas['FigureItem']
export type SourceItem = Schemas['SourceItem']
export type Found = Schemas['Suggestion']
export type Suggestions = Schemas['Suggestions']
export type Overview = Schemas['Overview']
export type BaseMap = Schemas['BaseMapItem']
export type MeasureItem = Schemas['MeasureItem']
export type Choropleth = Schemas['Choropleth']
export type AreaValue = Schemas['AreaValue']
export type SourceList = Schemas['SourceList']
export type SourceCard = Schemas['SourceCard']
export type AreaLine = Schemas['AreaLine']
export type AreaList = Schemas['AreaList']
export type AreaPage = Schemas['AreaPage']
export type TrendItem = Schemas['TrendItem']
export type MapLayer = Schemas['MapLayer']
export type MapItem = Schemas['MapItem']
export type MapItems = Schemas['MapItems']
export type PackList = Schemas['PackList']
export type PackItem = Schemas['PackItem']

/** The levels that screens name; an answer may have others. */
export type Level = 'gemeente' | 'wijk' | 'buurt'
