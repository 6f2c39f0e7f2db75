// The same words in English. What people wrote stays as they wrote it.
import type { SignalWords } from './nl'

const many = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`

export const en: SignalWords = {
  undo: 'Undo',
  tooLate: 'Too late: it has been sent.',
  themes: { afval: 'Rubbish', parkeren: 'Parking', jeugd: 'Young people', horeca: 'Bars', milieu: 'Environment', verkeer: 'Traffic', dier: 'Animal', gebouw: 'Building', anders: 'Other' },
  hats: { toezicht: 'I check whether the rules are kept', opsporing: 'I suspect someone of an offence' },
  hatNames: { toezicht: 'Supervision', opsporing: 'Investigation' },
  kinds: { signaal: 'Signal', vraag: 'Question', kopie: 'From a partner' },
  stages: { nieuw: 'New', gewogen: 'Weighed', opgepakt: 'Taken', doorgegeven: 'Passed on', bewaard: 'Kept', 'geen-actie': 'No action', beantwoord: 'Answered', gesloten: 'Closed', ingetrokken: 'Withdrawn', samengevoegd: 'Merged' },
  obstacles: { 'geen-bevoegdheid': 'No power for it', 'geen-middelen': 'No means for it', 'niet-veilig': 'Not safe', 'geen-assistentie': 'No back-up in time', 'geen-tijd': 'No time', 'niemand-aangetroffen': 'Nobody found', anders: 'Something else' },
  roles: { boa: 'officer (boa)', coordinator: 'coordinator', wijkagent: 'community police officer', team_chief: 'team chief', inspector: 'inspector', prosecutor: 'public prosecutor', adviser: 'safety adviser', privacy_officer: 'privacy officer', secretary: 'secretary', administrator: 'administrator' },
  lists: { mijn: 'My signals', 'te-doen': 'To do', postvak: 'Inbox' },
  home: { title: 'Signals', record: 'Observation', lists: 'Lists', draft: 'You have an observation that is not finished.', toDraft: 'Continue' },
  inside: { signIn: 'Sign in', signInText: 'Signals can only be seen by who is signed in.', signInOffline: 'Signing in needs network. Here and Map do work, when your municipality is on your device.', toSignIn: 'Go to sign in', fromDevice: (name) => `The server does not answer. You work as ${name}; everything is saved and sent later.` },
  signIn: {
    title: 'Sign in', none: 'Nobody can sign in on this server', noneText: 'Ask your administrator for an account, or for signing in through your organisation.', demoText: 'This is the demo. Choose who you are; these people do not exist.',
    with: (name) => `Sign in with ${name}`, local: 'With an account of Schouw', name: 'User name', password: 'Password', code: 'Code from your app', codeText: 'Six digits. Leave empty when you have set no code.', enter: 'Sign in',
    wrong: 'You could not be signed in. Check what you typed and try again.', tooOften: 'Tried too often. Wait a few minutes.', unreachable: 'Schouw does not answer now. Try again in a moment.',
  },
  record: {
    title: 'Observation', photos: 'Photos', photo: (n) => `Photo ${n}`, addPhoto: 'Photo', morePhoto: 'One more', photoBusy: 'Wait…', noPhoto: 'This file is not a photo that your device can read.', photoFailed: 'The photo could not be saved. Try again.', photoGone: 'The photo is gone.',
    isCovered: 'checked', isUncovered: 'original', toCover: 'cover?', coverTitle: 'Cover faces and plates', coverText: 'Draw a box with your finger over each face and each plate. What lies under it is not kept.', photoAlt: 'Your photo. Draw boxes over what nobody needs to see.', box: (n) => `Box ${n}. Move with the arrows, make larger or smaller with Shift and the arrows, remove with Delete.`, addBox: 'Add a box', undoBox: 'Remove last box', keepCovered: (n) => `Keep with ${many(n, 'box', 'boxes')}`, nobodyOnIt: 'Nobody can be recognised',
    needOriginal: 'I need the original, because …', needOriginalText: 'Only for investigation. The reason is kept.', keepOriginal: 'Keep the original', removePhoto: 'Remove photo',
    where: 'Where is it?', noPlace: 'There is no place yet.', choosePlace: 'Choose place', changePlace: 'Change', onMap: 'place on the map',
    what: 'What do you see?', tell: 'Tell it in your own words', hatAsk: 'What are you doing?', hatHelp: 'What is the difference?', deedAsk: 'Is this offence in your deed?', deedYes: 'Yes, I may act on it myself', deedNo: 'No, I note it to hand it on',
    hatTexts: ['Do you check whether people and companies keep the rules? Then it is supervision. The GDPR and the rules for supervisors hold.', 'Do you think that someone committed an offence, and do you want to know who? Then it is investigation. The Police Data Act (Wpg) holds, and you may only act on offences in your deed.', 'Did you start by checking and do you get a suspicion? Then you switch. Choose later at the signal: From supervision to investigation. The moment is recorded.', 'In doubt? Choose supervision and ask your coordinator.'],
    near: (n, m) => `${many(n, 'earlier report', 'earlier reports')} within ${m} m`, belongs: 'Belongs to', isNew: 'This is something new',
    more: 'More', couldNot: 'Could you not act?', couldNotNone: 'Does not apply', couldNotText: 'This is counted, without names. It helps to show what officers need.', offence: 'Offence code',
    missing: { theme: 'Choose what you see.', text: 'Tell what you see, or take a photo.', place: 'Choose where it is.', deed: 'Say whether the offence is in your deed.' },
    send: 'Send', throw: 'Throw away', thrown: 'The observation is gone.', savedAt: (time, online) => online ? `Saved at ${time}.` : `Saved at ${time}. Is sent as soon as you have network.`, savedOnline: 'Saved. Is being sent now.', savedOffline: 'Saved. Is sent as soon as you have network.', notSaved: 'This could not be saved. Leave this screen open and send it yourself.', failed: 'Saving does not work. Try again; what you typed is still there.',
    full: 'Your device is full. Remove a municipality under More, or make room, and try again.', low: (left) => `Your device is getting full: ${left} left. Remove a municipality under More, or make room.`,
  },
  guard: {
    off: 'Note: this version does not look for plates, names and numbers. Write them down only when needed.',
    warns: { plate: 'This looks like a plate. Is it needed?', bsn: 'This looks like a citizen service number. That is hardly ever allowed here.', phone: 'This looks like a phone number. Is it needed?', name: 'This looks like a name. Is it needed?', minor: 'This may be about a child. Is it needed?', medical: 'This may be about health. Is it needed?', email: 'This looks like an e-mail address. Is it needed?', iban: 'This looks like a bank account. Is it needed?', handle: 'This looks like an account. Is it needed?' },
    words: { plate: 'plate', bsn: 'citizen service number', phone: 'phone number', name: 'name', minor: 'age', medical: 'health', email: 'e-mail address', iban: 'bank account', handle: 'account' },
    other: 'This may be about a person. Is it needed?', remove: 'Remove', keep: 'Keep, because …', why: 'Why is it needed?', keepIt: 'Keep', removed: 'Removed.', keptFor: (what, reason) => `Kept: ${what}, because ${reason}`,
  },
  line: { answer: (from) => `Answer from ${from}:`, with: (organisation, role) => role === null ? `with ${organisation}` : `with ${role}, ${organisation}`, until: (day) => `answer before ${day}`, late: (day) => `late: ${day}`, newer: 'Newer', older: 'Older', page: (from, to, all) => `${from} to ${to} of ${all}` },
  mine: { none: 'You have no signals yet', noneText: 'Do you see something? Make an observation. You read here what happens with it.' },
  todo: { map: 'On the map', walk: 'As a walk', walkText: 'In the order of a walk from your position.', walkNoSpot: 'Give your position first, or choose one under Here.', walkFailed: 'The walk does not work now. This is the order of the dates.', none: 'There is nothing to do', noneText: 'New signals of your team come here.', noneInbox: 'What partners give you or ask you comes here.', open: 'Open', doubles: (n) => n === 1 ? 'This looks the same as:' : `This looks the same as these ${n}:` },
  steps: {
    wegen: 'Weigh', oppakken: 'Take', doorgeven: 'Pass on', vragen: 'Ask a partner', bewaren: 'Keep', 'geen-actie': 'No action', antwoorden: 'Answer', sluiten: 'Close', heropenen: 'Reopen', corrigeren: 'Correct', intrekken: 'Withdraw', samenvoegen: 'Merge', 'bij-probleem': 'Part of a problem', 'naar-opsporing': 'From supervision to investigation', 'kon-niet-optreden': 'Could not act', ontvangst: 'Confirm receipt',
    go: 'Do this', reason: 'Why?', newText: 'This is how it should be', pending: 'Your last step is being sent. After that you can go on.', noProblems: 'No problem is known here.', problem: 'Problem:', whichProblem: 'Which problem does this belong to?',
    explain: { corrigeren: 'There will be a new version. The old one stays in sight, and who got a copy gets the correction too.', intrekken: 'Who got a copy hears that you withdraw this.', 'naar-opsporing': 'From now on the Police Data Act holds. The moment and the reason are recorded.', heropenen: 'The number and everything that is there stay.', bewaren: 'It stays, for when more comes.', wegen: 'Say what this signal weighs.' },
  },
  past: { vastgelegd: 'Recorded', 'antwoord-ontvangen': 'Got an answer', 'antwoord-verstuurd': 'Answer sent', 'antwoord-niet-verstuurd': 'Answer not sent', 'gecorrigeerd-door-gever': 'Corrected by who gave it', 'ingetrokken-door-gever': 'Withdrawn by who gave it', 'ontvangst-bevestigd': 'Receipt confirmed', 'samengevoegd-met': 'Merged with another', opnemen: 'Recorded', wegen: 'Weighed', oppakken: 'Taken', doorgeven: 'Passed on', vragen: 'Asked a partner', bewaren: 'Kept', 'geen-actie': 'No action', antwoorden: 'Answered', sluiten: 'Closed', heropenen: 'Reopened', corrigeren: 'Corrected', intrekken: 'Withdrawn', samenvoegen: 'Merged', 'bij-probleem': 'Linked to a problem', 'naar-opsporing': 'From supervision to investigation', 'kon-niet-optreden': 'Could not act', ontvangst: 'Receipt confirmed', ontvangen: 'Received from a partner' },
  done: { wegen: 'Weighed.', oppakken: 'Taken.', doorgeven: 'Passed on.', vragen: 'Your question was sent.', bewaren: 'Kept.', 'geen-actie': 'No action, with your reason.', antwoorden: 'Your answer goes out.', sluiten: 'Closed.', heropenen: 'Reopened.', corrigeren: 'Corrected.', intrekken: 'Withdrawn.', samenvoegen: 'Merged.', 'bij-probleem': 'Linked to the problem.', 'naar-opsporing': 'This is an investigation now.', 'kon-niet-optreden': 'Recorded.', ontvangst: 'Receipt confirmed.' },
  answer: { forSender: 'This is what the sender reads. Without an answer a signal cannot be closed.', already: 'An answer was given already. You can add something.', startFrom: 'Start from a standard text', giveSignal: 'Give this signal along', giveNone: 'No signal', giveText: 'You give only what is needed. If the law does not allow it, nothing goes out and you read why.', choose: 'Choose a text', text: 'Your answer' },
  share: {
    toWhom: 'To whom?', whatFor: 'What for?', onTime: (done, all) => `answers in time: ${done} of ${all}`, decision: 'Is this allowed?', outcomes: { ja: 'Yes, this is allowed.', moet: 'Yes. You must even share this.', nee: 'Not in this way. This is possible:', 'weten-we-niet': 'We are not sure.' },
    article: (text) => `Rule: ${text}`, established: 'This is so', met: 'Met', unmet: 'Not met yet', textOf: (date) => `text of ${date}`, theySee: 'This is what they see', notShared: 'This does not go along:', share: (name) => `Share with ${name}`, routes: 'This is possible', chooseRoute: 'Choose',
  },
  askPartner: { what: 'What do you want to know?', text: 'Your question, and what you need it for', failed: 'The question could not be sent. Try again.', wants: { plate: 'Plate', identity: 'Name', contact: 'Contact details', conduct: 'What was seen', photo: 'Photos' } },
  detail: { back: 'To the list', gone: 'This signal is not there', goneText: 'It does not exist, or it is not for you.', answer: 'Answer', seen: 'What was seen', question: 'The question', when: 'When', where: 'Where', hat: 'Task', provisions: 'Given to others', received: 'Received', corrected: 'Correction received', withdrawn: 'Withdrawal received', theyAnswered: 'Answered', keptUnder: 'Recorded under', keptUntil: 'Kept until', from: 'From', versions: 'Earlier versions', asked: 'Asked for', notReceived: 'Not confirmed yet', timeline: 'Course' },
  outbox: {
    title: (n) => `Still on this device (${n})`, push: 'Send now', sending: 'Is being sent…', again: 'Try again', export: 'Save as a file', edit: 'Change', remove: 'Remove', removed: 'Removed.', tooMany: 'There are 500 things on this device already. Find network, so that those can go first.',
    kinds: { signaal: 'Observation', stap: 'Step' },
    reasons: { new: 'Is sent in a moment.', offline: 'Waits for network.', server: 'The server does not answer. We try again by ourselves.', busy: 'The server is busy. We try again by ourselves.', signIn: 'Sign in, then this goes.', refused: 'The server does not accept this.', conflict: 'This signal was changed elsewhere too. Choose which version holds.', waits: 'Waits for what comes first.', locked: 'Unlock your device, then this goes.', photo: 'A photo does not go along.', damaged: 'This cannot be read. Save it as a file.', tooLarge: 'This is too large for the server.' },
  },
  conflict: { mine: 'On this device', theirs: 'On the server', useMine: 'Use mine', useTheirs: 'Leave that of the server', dropped: 'Your own change is gone.' },
  lock: {
    title: 'This device', who: 'Signed in', leave: 'Sign out', leaveWaiting: (n) => `${many(n, 'thing', 'things')} on this device not sent yet. It stays here, sealed, until you sign in again.`, guard: 'Lock', locked: 'Locked', lockedText: 'What lies on this device is locked.', pin: 'PIN', open: 'Unlock', wrong: 'That is not the right PIN.', wait: (s) => `Wrong too often. Wait ${s} seconds.`, noPasskey: 'That did not work with this device. Use a PIN.',
    kinds: { open: 'No lock was set.', pin: 'A PIN was set.', passkey: 'A passkey was set.' },
    texts: {
      open: ['What was not sent yet lies encrypted on your device. The key lies in the browser and no script can read it out.', 'This helps against a copy of the data. It does not help against someone who has your unlocked phone: set a PIN or passkey for that.'],
      pin: ['The key opens only with your PIN. After ten minutes out of sight everything locks again.', 'If you forget the PIN, what was not sent can no longer be read.'],
      passkey: ['The key opens only with the passkey of this device. After ten minutes out of sight everything locks again.'],
    },
    setPin: 'Set a PIN', newPin: 'Another PIN', pinText: (n) => `At least ${n} characters.`, savePin: 'Save PIN', pinSet: 'The PIN was set.', usePasskey: 'Use a passkey', passkeySet: 'The passkey was set.', now: 'Lock now', remove: 'Remove the lock', removed: 'The lock was removed.', room: 'Room', roomLeft: (left) => `${left} left for Schouw.`,
  },
  privacy: {
    title: 'Processing', notYours: 'This is for the privacy officer', notYoursText: 'Sign in with that role to see the register.', pages: { verwerkingen: 'What was processed', verstrekkingen: 'Given to others', opruimingen: 'What will go' },
    leads: { verwerkingen: 'What was done with data, why, by which role and until when they stay.', verstrekkingen: 'What was given to another organisation, under which article.', opruimingen: 'A dry run: this would go today, and why. Nothing is removed.' },
    none: { verwerkingen: 'Nothing was processed yet.', verstrekkingen: 'Nothing was given to others yet.', opruimingen: 'Nothing needs to go today.' }, count: (n) => many(n, 'line', 'lines'), yes: 'yes', no: 'no',
    columns: { tijd: 'When', handeling: 'What', zaak: 'Case', door: 'By', uitkomst: 'Outcome', voorwerp: 'About', operatie: 'Operation', op: 'When', activiteit: 'What', doel: 'What for', grondslag: 'Basis', rol: 'By', bewaartermijn: 'Kept until', aantal: 'Number', aan: 'To', artikel: 'Article', soort: 'Kind', nummer: 'Number', weg: 'Goes on', waarom: 'Why', id: 'Reference' },
  },
}
