// What the registry of insured people answers about one person.
#pragma once

#include <vector>

#include "emulators/eligibility/consent_store.h"
#include "emulators/eligibility/qualification_result.h"
#include "emulators/identity/insurance_history.h"
#include "emulators/identity/insured_identity.h"
#include "emulators/identity/population.h"

namespace kazasu::eligibility {

// Who is asked about, by whom and for which day. The references must outlive the query.
struct QualificationQuery {
  identity::Person const& person;
  identity::InsuranceHistory const& history;
  identity::Station const& station;
  std::chrono::year_month_day day;
};

struct QualificationAnswer {
  QualificationValidity validity = QualificationValidity::kNotFound;
  std::vector<QualificationResult> results;  // no consents in them
  std::vector<MedicalTicket> tickets;
};

// By card, the person is known: what holds on the day. One qualification is valid (1), several are shown all
// (5); medical assistance is valid with its ticket (1) and without one valid but unregistered (6). Else the
// one lost last (2), or nothing (4).
QualificationAnswer answer_by_card(QualificationQuery const& query);
// By insured items: the period that they name. Lost, it is invalid (2), and with another one holding on the
// day the answer says so (3) without showing the other. Several still hold when the named one does (5).
QualificationAnswer answer_by_items(QualificationQuery const& query, identity::InsuredIdentity const& items);

// Codes are those of the published tables (OQSCD009, OQSCD010); which of them a synthetic person gets is
// ours, see docs/protocols/eligibility-xml.md.
QualificationResult qualification_of(QualificationQuery const& query,
                                     identity::InsurancePeriod const& period);

// Fills a block for each item consented to and leaves the others empty: what is not consented to is never
// shown (slides of 2025-04-24). One answer on the screen covers diagnosis and medication, which the messages
// carry apart. The limit-amount and specific-disease blocks have no end of availability in the published
// messages; their certificates are shown with them.
void show_consents(QualificationResult& result, Consent const& consent, QualificationQuery const& query);

using identity::age_on;

inline constexpr int kCheckupConsentAge = 40;  // 特定健診等情報 (中医協 slides of 2023-10)

}  // namespace kazasu::eligibility
