// What the address says is open: a rule, a problem, a notice.
import type { Answer } from '../api/answers'
import { NoticeDetail, ProblemDetail } from './plays'
import { RuleDetail } from './ruledetail'

export function Details({ answer, now, open, close }: { answer: Answer; now: boolean; open: string | null; close: () => void }) {
  if (open === null) return null
  const [kind, ...rest] = open.split(':')
  const id = rest.join(':')
  const rule = kind === 'regel' ? answer.rules.find((item) => item.id === id) : undefined
  if (rule) return <RuleDetail rule={rule} answer={answer} now={now} close={close} />
  const problem = kind === 'probleem' ? answer.problems.find((item) => item.id === id) : undefined
  if (problem) return <ProblemDetail problem={problem} at={answer.question.at} close={close} />
  const notice = kind === 'bekendmaking' ? answer.notices.find((item) => item.id === id) : undefined
  return notice ? <NoticeDetail notice={notice} at={answer.question.at} close={close} /> : null
}
