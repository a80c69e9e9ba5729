// Bulk inquiries over the closed line: accepted at once, answered later.
#pragma once

#include "emulators/eligibility/bulk_messages.h"
#include "emulators/eligibility/eligibility_parts.h"
#include "emulators/eligibility/eligibility_stores.h"
#include "emulators/eligibility/inquiry_desk.h"

namespace kazasu::eligibility {

// All must outlive the desk.
class BulkDesk {
 public:
  // Days of a period, both ends included (ours).
  static constexpr auto kLongestPeriod = 92;

  BulkDesk(EligibilityParts const& parts, EligibilityStores& stores, InquiryDesk const& inquiries)
      : parts_(parts), stores_(stores), inquiries_(inquiries) {}

  // The same request once more, with the same file identifier, is the one that was accepted already: who lost
  // the answer may ask again.
  BulkAcceptance accept(BulkRequest request, sim::Instant now);
  // As of the moment when the result was ready, with the consents that stand now.
  BulkResult result(BulkResultRequest const& request, sim::Instant now);
  // Registering again replaces the number.
  ReferenceNumberAnswer register_one(ReferenceNumberRequest const& request, sim::Instant now);

 private:
  Outcome check(BulkRequest const& request) const;
  struct Part {
    std::size_t from = 0;
    std::size_t most = 0;
  };
  void answer_items(BulkJob const& job, sim::Instant now, Part part, BulkResult& result);
  void answer_period(BulkJob const& job, sim::Instant now, BulkResult& result) const;
  void look_up(BulkJob const& job, BulkUnit& unit) const;
  void look_up_again(BulkJob const& job, sim::Instant now, BulkUnit& unit) const;
  Outcome register_number(identity::StationIndex station, BulkItem const& item);

  EligibilityParts const& parts_;
  EligibilityStores& stores_;
  InquiryDesk const& inquiries_;
};

}  // namespace kazasu::eligibility
