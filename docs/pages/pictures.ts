import type { Facts } from '../facts.js'
import type { Page } from './page.js'
export const picturesPage = (_: Facts): Page => ({ path: 'pictures', title: 'Pictures', markdown: '# Pictures' })
