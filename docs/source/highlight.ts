import ts from 'typescript'
import { escaped } from '../../conformance/report/markup.js'

const KEYWORDS: readonly [ts.SyntaxKind, ts.SyntaxKind] = [ts.SyntaxKind.FirstKeyword, ts.SyntaxKind.LastKeyword]

const classOf = (kind: ts.SyntaxKind): string | undefined => {
  if (kind === ts.SyntaxKind.SingleLineCommentTrivia || kind === ts.SyntaxKind.MultiLineCommentTrivia) return 'c'
  if (kind >= KEYWORDS[0] && kind <= KEYWORDS[1]) return 'k'
  if (kind === ts.SyntaxKind.StringLiteral || kind === ts.SyntaxKind.NoSubstitutionTemplateLiteral) return 's'
  if (kind >= ts.SyntaxKind.TemplateHead && kind <= ts.SyntaxKind.TemplateTail) return 's'
  if (kind === ts.SyntaxKind.NumericLiteral || kind === ts.SyntaxKind.BigIntLiteral) return 'n'
  return undefined
}

/** TypeScript with its comments, keywords, strings and numbers marked; a mark never goes over the end of a line. */
export const highlighted = (text: string): string => {
  const scanner = ts.createScanner(ts.ScriptTarget.ES2023, false, ts.LanguageVariant.Standard, text)
  // Where a template has an expression in it, the braces that are open within that.
  const templates: number[] = []
  let html = ''
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan()) {
    const open = templates.at(-1)
    if (open === 0 && kind === ts.SyntaxKind.CloseBraceToken) {
      kind = scanner.reScanTemplateToken(false)
      if (kind === ts.SyntaxKind.TemplateTail) templates.pop()
    } else if (kind === ts.SyntaxKind.TemplateHead) templates.push(0)
    else if (open !== undefined && kind === ts.SyntaxKind.OpenBraceToken) templates[templates.length - 1] = open + 1
    else if (open !== undefined && kind === ts.SyntaxKind.CloseBraceToken) templates[templates.length - 1] = open - 1
    html += marked(scanner.getTokenText(), classOf(kind))
  }
  return html
}

const marked = (token: string, mark: string | undefined): string =>
  mark === undefined
    ? escaped(token)
    : token
        .split('\n')
        .map((line) => (line === '' ? '' : `<i class="${mark}">${escaped(line)}</i>`))
        .join('\n')
