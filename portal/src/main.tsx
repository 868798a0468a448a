import './page.css'
import { createRoot } from 'react-dom/client'
import { App } from './shell/app'

createRoot(document.getElementById('portal') as HTMLElement).render(<App />)
