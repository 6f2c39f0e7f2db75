// Begins with what takes longest: the engine, when this device has a pack. It starts in its worker while the app itself
// is still being read; the page names the app beside this file, so that both come at once.
import './styles/index.css'

import { warmUp } from './ask/engine'

warmUp()
void import('./screen')
