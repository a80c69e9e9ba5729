#include "emulators/adapters/store/change_writer.h"

#include <array>
#include <optional>
#include <string>
#include <utility>

#include "emulators/adapters/store/column_values.h"
#include "emulators/adapters/store/transaction.h"

namespace kazasu::adapters {

namespace {

namespace el = eligibility;

class ChangeWriter final : public ChangeSink {
 public:
  explicit ChangeWriter(Database& database) : database_(database) {}

  void write(std::vector<el::Change> const& changes) override {
    transaction_.run([&] {
      for (auto const& change : changes) std::visit([this](auto const& one) { apply(one); }, change);
    });
  }

 private:
  Statement prepared(std::string_view sql) { return {database_, sql}; }

  void apply(el::RegistrationMade const& made) {
    auto const& record = made.record;
    registration_.run(column(record.environment), column(made.ordinal), column(record.station),
                      column(made.sequence), column(record.person), column(record.registered),
                      column(record.care), column(record.eligibility_only));
  }
  void apply(el::NoticeFetched const& fetched) {
    fetched_.run(column(fetched.environment), column(fetched.ordinal));
  }
  void apply(el::RegistrationsForgotten const& forgotten) {
    keep_sequences_.run(column(forgotten.first_kept));
    for (auto const environment : kEnvironments) {
      forget_registrations_.run(column(environment), column(forgotten.first_kept));
    }
  }
  void apply(el::ConsentPut const& put) {
    consent_.run(column(put.key.environment), column(put.key.person), column(put.key.station),
                 column(put.key.care), column(put.consent.given), column(put.consent.items.bits()),
                 column(put.consent.until));
  }
  void apply(el::ConsentProlonged const& prolonged) {
    auto const& key = prolonged.key;
    prolong_.run(column(key.environment), column(key.person), column(key.station), column(key.care),
                 column(prolonged.until));
  }
  void apply(el::ConsentCancelled const& cancelled) {
    auto const& key = cancelled.key;
    cancel_.run(column(key.environment), column(key.person), column(key.station), column(key.care),
                column(cancelled.reason));
  }
  void apply(el::ConsentForgotten const& forgotten) {
    auto const& key = forgotten.key;
    forget_consent_.run(column(key.environment), column(key.person), column(key.station), column(key.care));
  }
  void apply(el::CardStandingSet const& set) {
    standing_.run(column(set.key.environment), column(set.key.person), column(set.standing));
  }
  void apply(el::CardLinked const& linked) {
    link_.run(column(linked.key.environment), column(linked.key.person), column(linked.issue));
  }
  void apply(el::ReferenceNumberPut const& put) {
    reference_.run(column(put.key.environment), column(put.key.station), column(put.key.person), put.number);
  }
  void apply(el::BulkJobAccepted const& accepted) {
    auto const& job = accepted.job;
    auto const& request = job.request;
    auto const day = [&request](auto part) {
      return request.consented ? std::optional{column((*request.consented).*part)} : std::nullopt;
    };
    job_.run(column(job.environment), column(accepted.ordinal), column(job.station), column(job.accepted),
             column(job.ready), column(request.kind), column(request.care), day(&el::BulkPeriod::from),
             day(&el::BulkPeriod::to), request.institution_code, request.file_identifier);
    auto position = std::int64_t{0};
    for (auto const& item : request.items) {
      auto const& search = item.search;
      item_.run(column(job.environment), column(accepted.ordinal), position++, search.insurer_number,
                search.symbol, search.number, search.branch, column(search.birth_date),
                column(search.wants_limit), search.arbitrary_identifier, item.reference_number);
    }
  }
  void apply(el::BulkJobsForgotten const& forgotten) {
    for (auto const environment : kEnvironments) {
      forget_items_.run(column(environment), column(forgotten.first_kept));
      forget_jobs_.run(column(environment), column(forgotten.first_kept));
    }
  }
  void apply(el::SettingPut const& put) {
    setting_.run(column(put.key.environment), put.key.name, put.value);
  }
  void apply(el::SettingErased const& erased) {
    erase_setting_.run(column(erased.key.environment), erased.key.name);
  }

  void apply(el::EverythingForgotten const&) {
    for (auto const* const table : {"registration", "notice_sequence", "consent", "card", "reference_number",
                                    "bulk_item", "bulk_job", "setting"}) {
      database_.execute(std::string{"DELETE FROM "} + table);
    }
  }

  static constexpr auto kEnvironments =
      std::array{el::Environment::kOperation, el::Environment::kConnectionTest};

  Database& database_;
  Transaction transaction_{database_};
  Statement registration_ = prepared("INSERT INTO registration VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)");
  Statement fetched_ = prepared("UPDATE registration SET fetched = 1 WHERE environment = ? AND ordinal = ?");
  // A station whose registrations are all forgotten goes on counting.
  Statement keep_sequences_ = prepared(
      "INSERT INTO notice_sequence SELECT environment, station, max(sequence) FROM registration "
      "WHERE ordinal < ? GROUP BY environment, station "
      "ON CONFLICT DO UPDATE SET last = max(last, excluded.last)");
  Statement forget_registrations_ =
      prepared("DELETE FROM registration WHERE environment = ? AND ordinal < ?");
  Statement consent_ = prepared("INSERT OR REPLACE INTO consent VALUES (?, ?, ?, ?, ?, ?, ?, NULL)");
  Statement prolong_ = prepared(
      "UPDATE consent SET until = ?5 WHERE environment = ?1 AND person = ?2 AND station = ?3 AND care = ?4");
  Statement cancel_ = prepared(
      "UPDATE consent SET cancelled = ?5 "
      "WHERE environment = ?1 AND person = ?2 AND station = ?3 AND care = ?4");
  Statement forget_consent_ =
      prepared("DELETE FROM consent WHERE environment = ? AND person = ? AND station = ? AND care = ?");
  Statement standing_ = prepared(
      "INSERT INTO card (environment, person, standing) VALUES (?, ?, ?) "
      "ON CONFLICT DO UPDATE SET standing = excluded.standing");
  Statement link_ = prepared(
      "INSERT INTO card (environment, person, issue) VALUES (?, ?, ?) "
      "ON CONFLICT DO UPDATE SET issue = excluded.issue");
  Statement reference_ = prepared("INSERT OR REPLACE INTO reference_number VALUES (?, ?, ?, ?)");
  Statement job_ = prepared("INSERT INTO bulk_job VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  Statement item_ = prepared("INSERT INTO bulk_item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  Statement forget_items_ = prepared("DELETE FROM bulk_item WHERE environment = ? AND ordinal < ?");
  Statement forget_jobs_ = prepared("DELETE FROM bulk_job WHERE environment = ? AND ordinal < ?");
  Statement setting_ = prepared("INSERT OR REPLACE INTO setting VALUES (?, ?, ?)");
  Statement erase_setting_ = prepared("DELETE FROM setting WHERE environment = ? AND name = ?");
};

}  // namespace

std::unique_ptr<ChangeSink> make_change_writer(Database& database) {
  return std::make_unique<ChangeWriter>(database);
}

}  // namespace kazasu::adapters
