// The words of the map's own controls.
import type { Language } from '../words'

export const LOCALES: Record<Language, Record<string, string>> = {
  nl: { 'NavigationControl.ZoomIn': 'Inzoomen', 'NavigationControl.ZoomOut': 'Uitzoomen', 'AttributionControl.ToggleAttribution': 'Herkomst van de kaart', 'Map.Title': 'Kaart', 'Marker.Title': 'Plek op de kaart' },
  en: { 'NavigationControl.ZoomIn': 'Zoom in', 'NavigationControl.ZoomOut': 'Zoom out', 'AttributionControl.ToggleAttribution': 'Origin of the map', 'Map.Title': 'Map', 'Marker.Title': 'Spot on the map' },
}
