// Names from the result (stages, outcomes, channels, steps) in the words of a reader.
#pragma once

#include <string>
#include <string_view>

#include "reports/language.h"

namespace kazasu::reports {

// A name without an entry is shown as it is, underscores as spaces and the first letter upper-case.
std::string stage_name(std::string_view name, Language language);
std::string outcome_name(std::string_view name, Language language);
std::string channel_name(std::string_view name, Language language);
std::string step_name(std::string_view name, Language language);
// "cpu_share", "late_starts" ... of the generator's health.
std::string way_name(std::string_view name, Language language);
std::string identity_name(std::string_view name, Language language);
std::string event_name(std::string_view name, Language language);
std::string generator_name(std::string_view name, Language language);
// Of a month of claims, as claims_figures.h names them.
std::string claimant_name(std::string_view name, Language language);
std::string retry_name(std::string_view name, Language language);
std::string mark_name(std::string_view name, Language language);
std::string claim_step_name(std::string_view name, Language language);
std::string send_name(std::string_view name, Language language);
std::string receipt_name(std::string_view name, Language language);

}  // namespace kazasu::reports
