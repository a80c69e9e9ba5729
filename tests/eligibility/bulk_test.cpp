// Bulk inquiries: request, reception number, waiting, result.
#include <gtest/gtest.h>

#include "tests/eligibility/sample_world.h"

namespace kazasu::eligibility {
namespace {

auto const kMorning = at("2024-12-02T09:00:00+09:00");
auto const kLater = kMorning + std::chrono::minutes{10};

BulkItem item(std::string number, std::string reference = {}) {
  return {
      .search = {.insurer_number = "06130488", .number = std::move(number), .birth_date = day(1948, 2, 29)},
      .reference_number = std::move(reference)};
}

struct BulkWorld : SampleWorld {
  using SampleWorld::SampleWorld;
  BulkAcceptance ask(BulkRequest request, sim::Instant now, identity::StationIndex station = 0) {
    auto meter = NoMeter{};
    request.institution_code = SampleStations::kCodes[station];
    return system.request_bulk(std::move(request), now, meter);
  }
  BulkResult fetch(BulkKind kind, std::string const& number, sim::Instant now,
                   identity::StationIndex station = 0) {
    auto meter = NoMeter{};
    return system.bulk_result({.institution_code = std::string{SampleStations::kCodes[station]},
                               .file_identifier = "f",
                               .kind = kind,
                               .reception_number = number},
                              now, meter);
  }
  BulkResult whole(BulkRequest request) {
    auto const kind = request.kind;
    auto const accepted = ask(std::move(request), kMorning);
    EXPECT_EQ(accepted.outcome, Outcome::kAccepted);
    return fetch(kind, accepted.reception_number, kLater);
  }
};

TEST(BulkInquiry, IsReadyAfterItsTimeAndKeptForSevenDays) {
  auto world = BulkWorld{7};
  auto const accepted = world.ask({.items = {item("102"), item("103")}}, kMorning);
  ASSERT_EQ(accepted.outcome, Outcome::kAccepted);
  EXPECT_EQ(accepted.reception_number, "20241202000000000001");
  auto const outcome = [&](sim::Duration after) {
    auto const now = kMorning + std::chrono::duration_cast<std::chrono::milliseconds>(after);
    return world.fetch(BulkKind::kInquiry, accepted.reception_number, now).outcome;
  };
  EXPECT_EQ(outcome(std::chrono::milliseconds{30'001}), Outcome::kResultNotReady);
  EXPECT_EQ(outcome(std::chrono::milliseconds{30'002}), Outcome::kAccepted);
  EXPECT_EQ(outcome(std::chrono::days{7}), Outcome::kAccepted);
  EXPECT_EQ(outcome(std::chrono::days{8}), Outcome::kReceptionUnknown);
}

TEST(BulkInquiry, AnswersEachRecordByItself) {
  auto world = BulkWorld{7};
  auto const result = world.whole({.items = {item("102"), item("999"), item("")}});
  ASSERT_EQ(result.units.size(), 3U);
  EXPECT_EQ(result.units[0].validity, QualificationValidity::kValid);
  EXPECT_EQ(result.units[0].results.at(0).insured_number, "102");
  EXPECT_FALSE(result.units[0].results.at(0).medication.given);
  EXPECT_EQ(result.units[1].outcome, Outcome::kAccepted);
  EXPECT_EQ(result.units[1].validity, QualificationValidity::kNotFound);
  EXPECT_EQ(result.units[2].outcome, Outcome::kMalformedRequest);
  EXPECT_EQ(result.errors(), 1U);
}

TEST(BulkInquiry, ComesInPartsToo) {
  auto world = BulkWorld{7};
  auto meter = NoMeter{};
  auto const number =
      world.ask({.items = {item("102"), item("999"), item("103"), item("102")}}, kMorning).reception_number;
  auto const part = [&](std::size_t from, std::size_t most) {
    return world.system.bulk_result({.institution_code = std::string{SampleStations::kCodes[0]},
                                     .reception_number = number,
                                     .from = from,
                                     .most = most},
                                    kLater, meter);
  };
  EXPECT_EQ(part(0, 3).whole, 4U);
  ASSERT_EQ(part(0, 3).units.size(), 3U);
  EXPECT_EQ(part(0, 3).units[2].search.number, "103");
  ASSERT_EQ(part(3, 3).units.size(), 1U);
  EXPECT_EQ(part(3, 3).units[0].search.number, "102");
  EXPECT_TRUE(part(4, 3).units.empty());
  EXPECT_TRUE(part(5, 3).units.empty());
  EXPECT_EQ(world.system.counters().bulk_results.total(), 3U) << "what begins a result counts";
}

TEST(BulkInquiry, SaysWhetherALimitBeganLately) {
  auto world = BulkWorld{7};
  auto history = world.registry.history(2);
  auto const since = [&](std::chrono::year_month_day from) {
    history.limit = identity::LimitCertificate{
        .classification = "01", .flag = "A03", .days = {from, from, day(2025, 7, 31)}};
    world.registry.histories[2] = history;
    return world.whole({.items = {item("102")}}).units.at(0).limit_changed;
  };
  EXPECT_TRUE(since(day(2024, 11, 1)));
  EXPECT_FALSE(since(day(2024, 8, 1)));
}

TEST(BulkInquiry, BelongsToOneInstitutionAndKind) {
  auto world = BulkWorld{7};
  auto const number = world.ask({.items = {item("102")}}, kMorning).reception_number;
  EXPECT_EQ(world.fetch(BulkKind::kInquiry, number, kLater, 1).outcome, Outcome::kReceptionUnknown);
  EXPECT_EQ(world.fetch(BulkKind::kReInquiry, number, kLater).outcome, Outcome::kReceptionUnknown);
  for (auto const* const wrong :
       {"", "1", "20241202000000000002", "20241203000000000001", "2024120200000000000x"}) {
    EXPECT_EQ(world.fetch(BulkKind::kInquiry, wrong, kLater).outcome, Outcome::kReceptionUnknown) << wrong;
  }
}

TEST(BulkInquiry, RefusesWhatIsNoRequest) {
  auto world = BulkWorld{7};
  EXPECT_EQ(world.ask({}, kMorning).outcome, Outcome::kTooManyRecords);
  auto many = BulkRequest{};
  many.items.resize(BulkJobs::kMostItems + 1);
  EXPECT_EQ(world.ask(many, kMorning).outcome, Outcome::kTooManyRecords);
  auto const period = [](auto from, auto to) {
    return BulkRequest{.kind = BulkKind::kConsented, .consented = BulkPeriod{from, to}};
  };
  EXPECT_EQ(world.ask(period(day(2024, 12, 2), day(2024, 12, 1)), kMorning).outcome, Outcome::kPeriodInvalid);
  EXPECT_EQ(world.ask(period(day(2024, 9, 1), day(2024, 12, 2)), kMorning).outcome, Outcome::kPeriodInvalid);
  EXPECT_EQ(world.ask(period(day(2024, 9, 2), day(2024, 12, 2)), kMorning).outcome, Outcome::kAccepted);
  EXPECT_EQ(world.ask({.kind = BulkKind::kConsented}, kMorning).outcome, Outcome::kMalformedRequest);
  auto both = period(day(2024, 12, 1), day(2024, 12, 1));
  both.items = {item("102")};
  EXPECT_EQ(world.ask(both, kMorning).outcome, Outcome::kMalformedRequest);
}

TEST(BulkInquiry, AFileIdentifierIsUsedOnce) {
  auto world = BulkWorld{7};
  auto const named = BulkRequest{.file_identifier = "202412020001", .items = {item("102")}};
  auto const accepted = world.ask(named, kMorning);
  EXPECT_EQ(accepted.outcome, Outcome::kAccepted);
  auto const again = world.ask(named, kMorning);
  EXPECT_EQ(again.outcome, Outcome::kAccepted) << "the same request, whose answer may have been lost";
  EXPECT_EQ(again.reception_number, accepted.reception_number);
  auto other = named;
  other.items = {item("103")};
  EXPECT_EQ(world.ask(other, kMorning).outcome, Outcome::kDuplicateRequest);
  EXPECT_EQ(world.ask(named, kMorning, 1).outcome, Outcome::kAccepted);
  EXPECT_EQ(world.ask(named, kMorning + std::chrono::days{8}).outcome, Outcome::kAccepted);
}

TEST(BulkReInquiry, RefusesEachRecordWithoutARelationship) {
  auto world = BulkWorld{7};
  world.visit(2, ConsentSet::all(), kMorning);
  auto const result = world.whole({.kind = BulkKind::kReInquiry, .items = {item("102"), item("103")}});
  ASSERT_EQ(result.units.size(), 2U);
  EXPECT_EQ(result.units[0].outcome, Outcome::kAccepted);
  EXPECT_TRUE(result.units[0].results.at(0).medication.given);
  EXPECT_EQ(result.units[1].outcome, Outcome::kNoContinuingCare);
  EXPECT_TRUE(result.units[1].results.empty());
}

TEST(BulkConsented, ListsThePeopleOfAPeriodWithTheirConsents) {
  auto world = BulkWorld{7};
  world.visit(2, ConsentSet{}.give(ConsentItem::kOperations), kMorning - std::chrono::days{2});
  world.visit(3, ConsentSet::all(), kMorning - std::chrono::hours{1});
  world.visit(4, ConsentSet::all(), kMorning - std::chrono::hours{1}, 1);
  auto const of = [&](std::chrono::year_month_day from, std::chrono::year_month_day to) {
    return world.whole({.kind = BulkKind::kConsented, .consented = BulkPeriod{from, to}}).units;
  };
  auto const both = of(day(2024, 11, 30), day(2024, 12, 2));
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0].search.number, "102");
  EXPECT_TRUE(both[0].results.at(0).operations.given);
  EXPECT_FALSE(both[0].results.at(0).medication.given);
  EXPECT_EQ(both[0].results.at(0).operations.available_until, at("2025-02-28T23:59:59+09:00"));
  EXPECT_EQ(of(day(2024, 12, 1), day(2024, 12, 2)).size(), 1U);
  EXPECT_TRUE(of(day(2024, 12, 1), day(2024, 12, 1)).empty());
}

TEST(ReferenceNumbers, AreRegisteredInBulkAndComeWithLaterAnswers) {
  auto world = BulkWorld{7};
  auto const result = world.whole(
      {.kind = BulkKind::kReferenceNumbers,
       .items = {item("102", "P-7"), item("999", "P-8"), item("103"), item("103", std::string(51, 'x'))}});
  ASSERT_EQ(result.units.size(), 4U);
  EXPECT_EQ(result.units[0].outcome, Outcome::kAccepted);
  EXPECT_EQ(result.units[1].outcome, Outcome::kPersonUnknown);
  EXPECT_EQ(result.units[2].outcome, Outcome::kMalformedRequest);
  EXPECT_EQ(result.units[3].outcome, Outcome::kMalformedRequest);
  auto const number = world.visit(2, {}, kLater).number;
  EXPECT_EQ(world.inquire(number, kLater).results.at(0).reference_number, "P-7");
  auto const elsewhere = world.visit(2, {}, kLater, 1).number;
  EXPECT_EQ(world.inquire(elsewhere, kLater, 1).results.at(0).reference_number, "");
  EXPECT_EQ(world.whole({.items = {item("102")}}).units.at(0).reference_number, "P-7");
}

TEST(ReferenceNumbers, AreRegisteredOneByOneAtOnce) {
  auto world = BulkWorld{7};
  auto meter = NoMeter{};
  auto const put = [&](BulkItem registered, std::string_view institution = SampleStations::kCodes[0]) {
    return world.system.register_reference(
        {.institution_code = std::string{institution}, .file_identifier = "n", .item = std::move(registered)},
        kMorning, meter);
  };
  auto const answer = put(item("102", "P-7"));
  EXPECT_EQ(answer.outcome, Outcome::kAccepted);
  EXPECT_EQ(answer.file_identifier, "n");
  EXPECT_EQ(answer.item, item("102", "P-7"));
  EXPECT_EQ(put(item("102", "P-8")).outcome, Outcome::kAccepted) << "the number is replaced";
  auto const number = world.visit(2, {}, kLater).number;
  EXPECT_EQ(world.inquire(number, kLater).results.at(0).reference_number, "P-8");
  EXPECT_EQ(put(item("999", "P-9")).outcome, Outcome::kPersonUnknown);
  EXPECT_EQ(put(item("102")).outcome, Outcome::kMalformedRequest);
  EXPECT_EQ(put(item("102", std::string(51, 'x'))).outcome, Outcome::kMalformedRequest);
  EXPECT_EQ(put(item("102", "P-7"), "1360000099").outcome, Outcome::kUnknownInstitution);
}

TEST(BulkJobs, AreBoundedByTheRecordsTheyKeep) {
  auto jobs = BulkJobs{};
  auto job = BulkJob{.accepted = kMorning};
  job.request.items.resize(BulkJobs::kMostItems);
  for (std::size_t kept = 0; kept < BulkJobs::kMostItemsKept; kept += BulkJobs::kMostItems) {
    ASSERT_TRUE(jobs.add(job));
  }
  EXPECT_FALSE(jobs.add(job));
  job.accepted += std::chrono::days{8};
  auto const number = jobs.add(job);
  ASSERT_TRUE(number);
  EXPECT_EQ(jobs.size(), 1U);
  EXPECT_NE(jobs.find(*number, job.accepted), nullptr);
}

}  // namespace
}  // namespace kazasu::eligibility
