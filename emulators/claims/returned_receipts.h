// 返戻: which claimed receipts come back after the examination, and why.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>

#include "emulators/claims/claims_journal.h"
#include "emulators/claims/send.h"
#include "sim/calendar.h"

namespace kazasu::claims {

// When the examination of a month is over: 08:00 on the 5th of the next month, when returns can be fetched
// (the day from the payers' schedules; that it is for all receipts at once is ours).
sim::Instant settled_at(std::chrono::year_month month);

// The reason of each receipt of the send that is returned, by its number: those that are claimed and have a
// finding of L3 (ours: the examination finds what the clerical check finds, and nothing else). The first one
// found counts. Whom the register of insured people knows no insurer of is among them.
std::map<std::uint32_t, Check> returned_receipts(Send const& send, SentFile const& file);

}  // namespace kazasu::claims
