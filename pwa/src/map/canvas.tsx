// The map itself: MapLibre, loaded only when a map is looked at. It draws what it is given and asks nothing.
import 'maplibre-gl/dist/maplibre-gl.css'

import * as maplibregl from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { useEffect, useRef } from 'react'

import { useSpeech } from '../words'
import { LOCALES } from './locale'
import type { Drawn } from './drawn'
import { addLayers, putData, putMark, style } from './layers'

maplibregl.setWorkerUrl(workerUrl)

export type Box = [number, number, number, number]

export interface CanvasProps {
  drawn: Drawn
  /** where the map opens, and where it goes when this changes */
  view: { box: Box } | { lat: number; lon: number; zoom: number }
  onMove?: (box: Box, zoom: number) => void
  /** a tap on the map, or Enter for its middle */
  onTap?: (spot: { lat: number; lon: number }, hit: { layer: string; id: string; name: string } | null) => void
  label: string
  still?: boolean
}

/** Room round a box, in pixels. */
const PADDING_PX = 24
const ZOOM_MAX = 19

export default function MapCanvas({ drawn, view, onMove, onTap, label, still = false }: CanvasProps) {
  const { language } = useSpeech()
  const holder = useRef<HTMLDivElement>(null)
  const map = useRef<maplibregl.Map | null>(null)
  const latest = useRef({ drawn, onMove, onTap })
  useEffect(() => {
    latest.current = { drawn, onMove, onTap }
  })

  useEffect(() => {
    if (!holder.current) return
    const opened = new maplibregl.Map({
      container: holder.current,
      style: style(latest.current.drawn),
      ...opening(view),
      maxZoom: ZOOM_MAX,
      attributionControl: latest.current.drawn.baseMap ? { compact: true } : false,
      dragRotate: false,
      pitchWithRotate: false,
      interactive: !still,
      locale: LOCALES[language],
      fadeDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150,
    })
    map.current = opened
    opened.touchZoomRotate.disableRotation()
    opened.getCanvas().setAttribute('aria-label', label)
    if (!still) opened.addControl(new maplibregl.NavigationControl({ showCompass: false }), 'top-right')
    opened.on('load', () => {
      addLayers(opened, latest.current.drawn)
      putData(opened, latest.current.drawn)
      holder.current?.setAttribute('data-ready', 'true')
    })
    watchIdle(opened, holder.current)
    opened.on('moveend', () => latest.current.onMove?.(boxOf(opened), opened.getZoom()))
    opened.on('click', ({ lngLat, point }) => latest.current.onTap?.({ lat: lngLat.lat, lon: lngLat.lng }, hitAt(opened, point)))
    const keys = (event: KeyboardEvent) => {
      if (event.key !== 'Enter') return
      const middle = opened.getCenter()
      latest.current.onTap?.({ lat: middle.lat, lon: middle.lng }, hitAt(opened, opened.project(middle)))
    }
    opened.getCanvas().addEventListener('keydown', keys)
    return () => {
      opened.remove()
      map.current = null
    }
    // the map is made once; all else follows in the effects below
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  useEffect(() => {
    const opened = map.current
    if (opened?.getSource('items')) putData(opened, drawn)
  }, [drawn])

  useEffect(() => {
    if (!map.current) return
    putMark(map.current, drawn)
  }, [drawn])

  const goal = JSON.stringify(view)
  const started = useRef(goal)
  useEffect(() => {
    if (!map.current || started.current === goal) return
    started.current = goal
    const to = JSON.parse(goal) as CanvasProps['view']
    if ('box' in to) map.current.fitBounds(to.box, { padding: PADDING_PX, maxZoom: ZOOM_MAX - 2 })
    else map.current.easeTo({ center: [to.lon, to.lat], zoom: to.zoom })
  }, [goal])

  return <div ref={holder} className="canvas" />
}

/** Says on its element when the map stands still with all that it was to draw, for who takes its picture. */
function watchIdle(map: maplibregl.Map, element: HTMLElement): void {
  const says = (idle: boolean) => { if (element.dataset.idle !== String(idle)) element.dataset.idle = String(idle) }
  map.on('render', () => says(false))
  map.on('idle', () => says(true))
}

function opening(view: CanvasProps['view']) {
  return 'box' in view ? { bounds: view.box, fitBoundsOptions: { padding: PADDING_PX, maxZoom: 17 } } : { center: [view.lon, view.lat] as [number, number], zoom: view.zoom }
}

const boxOf = (map: maplibregl.Map): Box => {
  const bounds = map.getBounds()
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]
}

/** The topmost thing within a thumb of a point, else the area under it. */
function hitAt(map: maplibregl.Map, point: { x: number; y: number }): { layer: string; id: string; name: string } | null {
  const thumb = 14
  const near = (layers: string[], reach: number) => {
    const there = layers.filter((layer) => map.getLayer(layer))
    if (there.length === 0) return undefined
    return map.queryRenderedFeatures([[point.x - reach, point.y - reach], [point.x + reach, point.y + reach]], { layers: there })[0]
  }
  const item = near(['item-points'], thumb) ?? near(['zone-names'], 1) ?? near(['item-zones'], 1)
  if (item) return { layer: 'items', id: String(item.properties.key), name: "" }
  const area = near(['areas-fill'], 0)
  return area ? { layer: 'areas', id: String(area.properties.code), name: String(area.properties.name ?? "") } : null
}
