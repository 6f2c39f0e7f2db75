// Begins with what takes longest: the engine, when this device has a pack, and what the page that was opened needs first.
// Both start while the app itself is still being read; the page names the app beside this file, so that it comes at once.
import './styles/index.css'

import { warmUp } from './ask/engine'
import { setOut } from './pages'
import { follow } from './theme'

follow()
warmUp()
setOut(location.pathname)
void import('./screen')
