// 請求確定状況: what of a confirmed send is claimed, receipt by receipt. Shape: 操作手順書 for medical
// institutions, p. 47-50; what stands in the cells between is ours.
#pragma once

#include "emulators/claims/claims_messages.h"
#include "emulators/claims/list_subject.h"

namespace kazasu::claims {

// A header of 10 cells and 31 cells a receipt, of which the 29th says 1 claimed or 2 not, and the 30th the
// gravest band (L2, L3, L4). Preconditions: the send is confirmed, and its bytes were kept.
ListAnswer confirmation_list(ListSubject const& subject, TextEncoder const& encode);

}  // namespace kazasu::claims
