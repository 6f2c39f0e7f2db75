// A screen that breaks says so and leaves the rest of the app standing.
import { Button } from '@nl-design-system-candidate/button-react'
import { Component, type ReactNode } from 'react'

import { useWords } from '../words'
import { State } from './state'

export class Mishap extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true }
  }

  override render(): ReactNode {
    return this.state.broken ? <Broken /> : this.props.children
  }
}

function Broken() {
  const words = useWords()
  return (
    <State icon="warning" title={words.trouble.broken} text={words.trouble.brokenDo}>
      <Button purpose="primary" onClick={() => location.reload()}>{words.app.reload}</Button>
    </State>
  )
}
