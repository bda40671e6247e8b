import type { AllotmentProof, Event } from '../../spec/commit-chain/types.js'
import type { Move } from './exchange.js'

/** A move, in a line for a person. */
export const showMove = (move: Move): string => {
  switch (move.tag) {
    case 'sign':
      return `the trader of intent ${move.intent + 1} signs it`
    case 'accept':
      return `the recipient of intent ${move.intent + 1} signs it`
    case 'withdraw':
      return `the trader of planned withdrawal ${move.withdrawal + 1} asks for it`
    case 'ratify':
      return `the operator's signature on update ${move.draft + 1} reaches its trader`
    case 'commit':
      return `the operator commits: ${[...move.accounts]
        .map(
          ([at, { amount, update, passive }]) =>
            `${at.split(' ').reverse().join("'s ")} ${amount}${passive.amount === 0n ? '' : `, ${passive.amount} of it passively,`}${update === undefined ? '' : ` after spending ${update.spent} and gaining ${update.gained}`}`,
        )
        .join(', ')}`
    case 'show':
      return `the operator shows ${move.trader} the proof of its ${move.coin}`
    case 'tick':
      return 'honest traders do what they should, and a block goes by'
    case 'send':
      return showEvent(move.event)
  }
}

const allotted = ({ left, right }: AllotmentProof): bigint => right - left

/** An event of the verifier, in a line for a person. */
export const showEvent = (event: Event): string => {
  switch (event.tag) {
    case 'advance':
      return `block ${event.block} comes`
    case 'deposit':
      return `${event.trader} deposits ${event.amount} ${event.coin}`
    case 'checkpoint':
      return `${event.by === 'operator' ? 'the operator' : event.by} submits a checkpoint`
    case 'requestWithdrawal':
      return `${event.trader} asks to withdraw ${event.amount} ${event.coin}, with a proof that it has ${allotted(event.proof)}`
    case 'cancelWithdrawal':
      return `${event.trader}'s withdrawal of ${event.coin} in eon ${event.eon} is cancelled: ${event.statement.available} were available in eon ${event.statement.eon}`
    case 'confirmWithdrawal':
      return `${event.trader} is paid the ${event.coin} that it asked for in eon ${event.eon}`
    case 'challengeBalance':
      return `${event.trader} challenges its balance of ${event.coin}`
    case 'answerBalance':
      return `${event.trader}'s challenge is answered: ${allotted(event.after)} ${event.coin} allotted, with ${event.agreed === undefined ? 'no update' : `an update that spent ${event.agreed.update.spent} and gained ${event.agreed.update.gained}`}`
    case 'challengeDelivery':
    case 'challengePassiveDelivery':
      return `${event.trader} challenges the delivery of ${event.transfer.amount} ${event.transfer.coin} to ${event.transfer.recipient}`
    case 'answerDelivery':
    case 'answerPassiveDelivery':
      return `the delivery of ${event.transfer.amount} ${event.transfer.coin} to ${event.transfer.recipient} is shown`
    case 'challengeSwap':
      return `${event.trader} challenges its swap of ${event.swap.sellAmount} ${event.swap.sellCoin} for ${event.swap.buyAmount} ${event.swap.buyCoin}`
    case 'answerSwap':
      return `${event.trader}'s swap challenge is answered: ${allotted(event.buy.after)} ${event.swap.buyCoin} are allotted, ${allotted(event.buy.before)} were`
    case 'punishSwap':
      return `${event.trader} shows that its swap is below its limit`
    case 'recover':
      return `${event.trader} recovers its ${event.coin}`
  }
}
