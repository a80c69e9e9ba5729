// オンライン受領書: how much of a confirmed send was taken. Shape: 操作手順書 for medical institutions, p. 9
// and 43-44; the kinds of its rows are ours.
#pragma once

#include "emulators/claims/claims_messages.h"
#include "emulators/claims/list_subject.h"

namespace kazasu::claims {

// A title, which says (自動確定) where the system confirmed, a header of 10 cells, and a row of (種別, 件数,
// 実日数, 金額, 一部負担金) for each kind of receipt, for their sum, and for what could not be taken.
// Preconditions: the send is confirmed, and its bytes were kept.
ListAnswer claim_receipt(ListSubject const& subject, TextEncoder const& encode);

}  // namespace kazasu::claims
