// The spot that the screens are about. It lives in memory only: not in the address, not in storage, not as a track.
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'

export type Spot =
  | { kind: 'mine'; lat: number; lon: number; accuracyM: number }
  | { kind: 'tap'; lat: number; lon: number }
  | { kind: 'address'; lat: number; lon: number; label: string }

export type Finding = 'idle' | 'finding' | 'following' | 'denied' | 'unavailable'

interface Spots {
  spot: Spot | null
  finding: Finding
  follow: () => void
  choose: (spot: Spot) => void
  forget: () => void
}

/** Less far than this and the screen stays as it is, in metres. */
const MOVED_M_MIN = 12
/** How old a position from the device may be, in milliseconds. */
const POSITION_AGE_MS_MAX = 10_000
/** How long the device may search, in milliseconds. */
const FINDING_MS_MAX = 25_000

const SpotContext = createContext<Spots>({ spot: null, finding: 'idle', follow: () => undefined, choose: () => undefined, forget: () => undefined })

/** Metres between two spots, near enough to tell standing from walking. */
export function apart(a: { lat: number; lon: number }, b: { lat: number; lon: number }): number {
  const north = (a.lat - b.lat) * 111_320
  const east = (a.lon - b.lon) * 111_320 * Math.cos((a.lat * Math.PI) / 180)
  return Math.hypot(north, east)
}

/** Whether a new position says something else than the last one: moved, or much surer. */
export function differs(last: Spot | null, lat: number, lon: number, accuracyM: number): boolean {
  if (last?.kind !== 'mine') return true
  const moved = apart(last, { lat, lon })
  return moved > Math.max(MOVED_M_MIN, Math.min(accuracyM, last.accuracyM) / 2) || accuracyM * 2 < last.accuracyM
}

export function Spots({ children }: { children: ReactNode }) {
  const [spot, setSpot] = useState<Spot | null>(null)
  const [finding, setFinding] = useState<Finding>('idle')
  const watch = useRef<number | null>(null)

  const stop = useCallback(() => {
    if (watch.current !== null) navigator.geolocation.clearWatch(watch.current)
    watch.current = null
  }, [])

  const follow = useCallback(() => {
    if (!('geolocation' in navigator)) {
      setFinding('unavailable')
      return
    }
    stop()
    setFinding('finding')
    watch.current = navigator.geolocation.watchPosition(
      ({ coords }) => {
        setFinding('following')
        const accuracyM = Math.round(coords.accuracy)
        setSpot((last) => differs(last, coords.latitude, coords.longitude, accuracyM) ? { kind: 'mine', lat: coords.latitude, lon: coords.longitude, accuracyM } : last)
      },
      (error) => {
        // a tunnel does not take the last spot away
        setFinding((was) => error.code === error.PERMISSION_DENIED ? 'denied' : was === 'following' ? 'following' : 'unavailable')
        if (error.code === error.PERMISSION_DENIED) stop()
      },
      { enableHighAccuracy: true, maximumAge: POSITION_AGE_MS_MAX, timeout: FINDING_MS_MAX },
    )
  }, [stop])

  const choose = useCallback((chosen: Spot) => {
    stop()
    setFinding('idle')
    setSpot(chosen)
  }, [stop])

  const forget = useCallback(() => {
    stop()
    setFinding('idle')
    setSpot(null)
  }, [stop])

  useEffect(() => {
    // who has already said yes is not asked again; who has not is not asked before a tap
    let here = true
    navigator.permissions.query({ name: 'geolocation' }).then(
      (permission) => {
        if (here && permission.state === 'granted') follow()
      },
      () => undefined,
    )
    return () => {
      here = false
      stop()
    }
  }, [follow, stop])

  const spots = useMemo(() => ({ spot, finding, follow, choose, forget }), [spot, finding, follow, choose, forget])
  return <SpotContext value={spots}>{children}</SpotContext>
}

export const useSpot = (): Spots => useContext(SpotContext)
