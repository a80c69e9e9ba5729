// What the registry of insured people answers about one person.
#pragma once

#include "emulators/eligibility/consent_store.h"
#include "emulators/eligibility/messages.h"
#include "emulators/identity/population.h"

namespace kazasu::eligibility {

// The person's one valid qualification, with no consent in it. Codes are those of the published tables
// (OQSCD009, OQSCD010); which of them a synthetic person gets is ours, see docs/protocols/eligibility-xml.md.
QualificationResult qualification_of(identity::Person const& person);

// Fills a block for each item consented to and leaves the others empty: what is not consented to is never
// shown (seed004). One answer on the screen covers diagnosis and medication, which the messages carry apart.
// The limit-amount and specific-disease blocks have no end of availability in the published messages.
void show_consents(QualificationResult& result, Consent const& consent);

// Whole years on a day, counted by birthdays; a birthday on 29 February falls on 1 March in common years.
int age_on(std::chrono::year_month_day birth_date, std::chrono::year_month_day day);

inline constexpr int kCheckupConsentAge = 40;  // 特定健診等情報 (seed003)

}  // namespace kazasu::eligibility
