import { describe, expect, it } from 'vitest'
import { namedParams } from '../../model/commit-chain/scope.js'
import { concreteSuite } from '../../model/primitives/concrete.js'
import { Params } from '../../spec/commit-chain/types.js'
import { ERROR } from '../protocol/messages.js'
import { answerLine, handlers } from './serve.js'

const open = (traders: ReadonlyArray<string>, coins: ReadonlyArray<string>) => {
  const params = Params.encode(namedParams(concreteSuite(), { traders, coins }))
  const request = { jsonrpc: '2.0', id: 1, method: 'open', params: { machine: 'commit-chain', params } }
  return JSON.parse(answerLine(handlers(), JSON.stringify(request)))
}

describe('an instance of the commit-chain', () => {
  it('is opened where all names are different; a trader and a coin may share one', () => {
    expect(open(['alice', 'bob'], ['X', 'alice'])).toEqual({ jsonrpc: '2.0', id: 1, result: { session: 's1' } })
  })

  it.each([
    ['two traders', ['alice', 'bob', 'alice'], ['X'], /traders: expected different names; alice is there twice/],
    ['two coins', ['alice'], ['X', 'Y', 'Y'], /coins: expected different names; Y is there twice/],
  ])('is not opened where %s have one name: that is malformed', (_, traders, coins, message) => {
    const { error } = open(traders, coins)
    expect(error.code).toBe(ERROR.invalidParams)
    expect(error.message).toMatch(message)
  })
})
