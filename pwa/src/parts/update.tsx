// A new version of the app waits until someone takes it: nothing changes under a thumb.
import { Button } from '@nl-design-system-candidate/button-react'
import { useEffect, useRef, useState } from 'react'
import { registerSW } from 'virtual:pwa-register'

import { useWords } from '../words'

export function Update() {
  const words = useWords()
  const [ready, setReady] = useState(false)
  const take = useRef<((reload?: boolean) => Promise<void>) | null>(null)
  useEffect(() => {
    take.current = registerSW({ onNeedRefresh: () => setReady(true) })
  }, [])
  if (!ready) return null
  return (
    <div className="toast" role="status">
      <span>{words.app.newVersion}</span>
      <Button purpose="primary" onClick={() => void take.current?.(true)}>{words.app.reload}</Button>
    </div>
  )
}
