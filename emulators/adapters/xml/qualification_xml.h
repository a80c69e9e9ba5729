// The parts that messages about qualifications share: search items, results, tickets, outcomes.
#pragma once

#include <vector>

#include "emulators/adapters/xml/xml_message.h"
#include "emulators/eligibility/messages.h"

namespace kazasu::adapters {

void write_search(XmlElement search, eligibility::InsuredSearch const& from);
eligibility::InsuredSearch read_search(XmlReader const& search);

// In the order of the published table.
void write_qualification(XmlElement result, eligibility::QualificationResult const& from);
eligibility::QualificationResult read_qualification(XmlReader const& from);

// PublicExpenseResultList, none when there is no ticket.
void write_tickets(XmlElement parent, std::vector<eligibility::MedicalTicket> const& tickets);
// Readers of the real messages disagree where the list stands: look in the body and in the result.
std::vector<eligibility::MedicalTicket> read_tickets(XmlReader const& parent);

// SegmentOfResult (OQSCD003) 1 or 9, the error, CharacterCodeIdentifier 0 = UTF-8. Codes and messages of
// errors are ours.
void write_outcome(XmlElement header, eligibility::Outcome outcome);
eligibility::Outcome read_outcome(XmlReader const& header);
// An outcome by its name; fails at `tag` for any other text and for kAccepted.
eligibility::Outcome read_refusal(XmlReader const& parent, char const* tag);

}  // namespace kazasu::adapters
