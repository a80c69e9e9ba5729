// 受付・事務点検ASP結果リスト, or 受付処理結果リスト of a send without ASP: what was found, line by line.
// Shape: 操作手順書 for medical institutions, p. 25-29; cells that nursing has no use for are empty.
#pragma once

#include "emulators/claims/claims_messages.h"
#include "emulators/claims/list_subject.h"

namespace kazasu::claims {

// A title, a header of 9 cells, 20 names of columns, and 20 cells a finding. Without ASP only what cannot be
// taken (L1, L2) is listed; L7 by 支払基金 alone.
ListAnswer check_result_list(ListSubject const& subject, TextEncoder const& encode);

}  // namespace kazasu::claims
