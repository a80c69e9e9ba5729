// What the page says to the reception: JSON over its own origin.

const place = document.body.dataset;
const base = `/v/${place.token}/visits`;
const shelf = `kazasu.visit.${place.token}`;  // a reload finds its visit again; gone with the tab

async function ask(path, body) {
  const request = body === undefined ? {} : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(path, { ...request, cache: 'no-store', credentials: 'omit' });
  return answer.json();
}

// Opens a visit for what the patient chose; `outcome` says whether there is one.
export function open(choice) {
  const body = { consents: choice.consents, care: choice.care, action: choice.action };
  if (choice.care === 'online' && choice.consultation) body.consultation = choice.consultation.replaceAll('-', '');
  if (choice.registersCard) body.registers_card = true;
  return ask(base, body);
}

export function look(session) {
  return ask(`${base}/${encodeURIComponent(session)}`);
}

export function end(session) {
  return ask(`${base}/${encodeURIComponent(session)}/end`, { reason: 'patient' });
}

// The hand-over: in the fragment, which no server sees and the app takes out of its address.
export function appAddress(visit) {
  const facts = new URLSearchParams({ token: place.token, session: visit.session, nonce: visit.nonce });
  return `${place.app}/#${facts}`;
}

export function keep(visit) {
  sessionStorage.setItem(shelf, JSON.stringify(visit));
}

export function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(shelf));
  } catch {
    return null;
  }
}

export function forget() {
  sessionStorage.removeItem(shelf);
}
