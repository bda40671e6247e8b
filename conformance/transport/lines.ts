/** Cuts a stream of bytes into lines, and says at once when a line grows beyond the limit. */
export const lineSplitter = (
  maxBytes: number,
  onLine: (line: string) => void,
  onTooLong: (bytes: number) => void,
): ((chunk: Buffer) => void) => {
  let parts: Buffer[] = []
  let length = 0
  return (chunk) => {
    let rest = chunk
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      const line = Buffer.concat([...parts, rest.subarray(0, end)])
      parts = []
      length = 0
      rest = rest.subarray(end + 1)
      if (line.length > maxBytes) return onTooLong(line.length)
      onLine(line.toString('utf8'))
    }
    length += rest.length
    if (length > maxBytes) {
      parts = []
      return onTooLong(length)
    }
    if (rest.length > 0) parts.push(rest)
  }
}
