#include "emulators/adapters/store/load_stores.h"

#include <stdexcept>
#include <utility>

#include "emulators/adapters/store/column_values.h"
#include "emulators/adapters/store/row_values.h"

namespace kazasu::adapters {

namespace {

namespace el = eligibility;

el::Environment environment(Statement const& row) {
  return enumerator(row, 0, el::Environment::kConnectionTest);
}

void load_registrations(Database& database, el::RegistrationStore& registrations) {
  auto row = Statement{database,
                       "SELECT environment, ordinal, station, sequence, person, registered, care, "
                       "eligibility_only, fetched FROM registration ORDER BY ordinal"};
  while (row.step()) {
    registrations.restore({.ordinal = index<el::RegistrationStore::Ordinal>(row, 1),
                           .sequence = index<std::uint32_t>(row, 3),
                           .fetched = row.integer(8) != 0,
                           .record = {.person = index<identity::PersonIndex>(row, 4),
                                      .registered = instant_of(row.integer(5)),
                                      .station = station(row, 2),
                                      .eligibility_only = row.integer(7) != 0,
                                      .care = enumerator(row, 6, el::Care::kOnline),
                                      .environment = environment(row)}});
  }
  auto last = Statement{database, "SELECT environment, station, last FROM notice_sequence"};
  while (last.step()) {
    registrations.restore_sequence({station(last, 1), environment(last)}, index<std::uint32_t>(last, 2));
  }
}

el::ConsentSet items_of(std::int64_t bits) {
  auto items = el::ConsentSet{};
  for (auto item = 0; item < el::kConsentItems; ++item) {
    if ((bits >> item & 1) != 0) items.give(static_cast<el::ConsentItem>(item));
  }
  return items;
}

void load_consents(Database& database, el::ConsentStore& consents) {
  auto row = Statement{database,
                       "SELECT environment, person, station, care, given, items, until, cancelled "
                       "FROM consent ORDER BY given"};
  while (row.step()) {
    auto const key = el::ConsentKey{.person = index<identity::PersonIndex>(row, 1),
                                    .station = station(row, 2),
                                    .care = enumerator(row, 3, el::Care::kOnline),
                                    .environment = environment(row)};
    auto const consent = el::Consent{.given = instant_of(row.integer(4)),
                                     .items = items_of(row.integer(5)),
                                     .until = instant_of(row.integer(6))};
    auto const cancelled =
        row.is_null(7) ? std::nullopt : std::optional{enumerator(row, 7, el::ConsentEnd::kUseChanged)};
    consents.restore(key, consent, cancelled);
  }
}

void load_cards(Database& database, el::CardRegister& cards) {
  auto row = Statement{database, "SELECT environment, person, standing, issue FROM card"};
  while (row.step()) {
    auto const key = el::CardRegister::Key{index<identity::PersonIndex>(row, 1), environment(row)};
    if (!row.is_null(2)) cards.set_standing(key, enumerator(row, 2, identity::CardStanding::kRevoked));
    cards.link(key, index<unsigned>(row, 3));
  }
}

void load_references(Database& database, el::ReferenceNumbers& references) {
  auto row = Statement{database, "SELECT environment, station, person, number FROM reference_number"};
  while (row.step()) {
    references.put({.person = index<identity::PersonIndex>(row, 2),
                    .station = station(row, 1),
                    .environment = environment(row)},
                   row.text(3));
  }
}

std::vector<el::BulkItem> items_of_job(Statement& item, el::Environment environment, std::int64_t ordinal) {
  auto items = std::vector<el::BulkItem>{};
  item.bind_all(column(environment), ordinal);
  while (item.step()) {
    items.push_back({.search = {.insurer_number = item.text(0),
                                .symbol = item.text(1),
                                .number = item.text(2),
                                .branch = item.text(3),
                                .birth_date = date_of(item.integer(4)),
                                .wants_limit = item.integer(5) != 0,
                                .arbitrary_identifier = item.text(6)},
                     .reference_number = item.text(7)});
  }
  return items;
}

void load_jobs(Database& database, el::BulkJobs& jobs) {
  auto item = Statement{database,
                        "SELECT insurer_number, symbol, number, branch, birth_date, wants_limit, "
                        "arbitrary_identifier, reference_number FROM bulk_item "
                        "WHERE environment = ? AND ordinal = ? ORDER BY position"};
  auto row = Statement{database,
                       "SELECT environment, ordinal, station, accepted, ready, kind, care, period_from, "
                       "period_to, institution_code, file_identifier FROM bulk_job ORDER BY ordinal"};
  while (row.step()) {
    auto job = el::BulkJob{.station = station(row, 2),
                           .environment = environment(row),
                           .accepted = instant_of(row.integer(3)),
                           .ready = instant_of(row.integer(4)),
                           .request = {.institution_code = row.text(9),
                                       .file_identifier = row.text(10),
                                       .kind = enumerator(row, 5, el::BulkKind::kReferenceNumbers),
                                       .care = enumerator(row, 6, el::Care::kOnline)}};
    if (!row.is_null(7)) {
      job.request.consented = el::BulkPeriod{date_of(row.integer(7)), date_of(row.integer(8))};
    }
    job.request.items = items_of_job(item, job.environment, row.integer(1));
    jobs.restore(index<std::uint64_t>(row, 1), std::move(job));
  }
}

void load_settings(Database& database, el::SettingsStore& settings) {
  auto row = Statement{database, "SELECT environment, name, value FROM setting"};
  while (row.step()) settings.put({environment(row), row.text(1)}, row.text(2));
}

}  // namespace

void load_stores(Database& database, el::EligibilityStores& stores) {
  try {
    load_registrations(database, stores.registrations);
    load_consents(database, stores.consents);
    load_cards(database, stores.cards);
    load_references(database, stores.references);
    load_jobs(database, stores.bulk);
    load_settings(database, stores.settings);
    stores.stations.restore(stores.settings);
  } catch (std::invalid_argument const& error) {
    throw damaged(database, error.what());
  }
}

std::optional<sim::Instant> latest_change(Database& database) {
  auto row =
      Statement{database,
                "SELECT max(latest) FROM (SELECT max(registered) AS latest FROM registration "
                "UNION ALL SELECT max(given) FROM consent UNION ALL SELECT max(accepted) FROM bulk_job)"};
  if (!row.step() || row.is_null(0)) return std::nullopt;
  return instant_of(row.integer(0));
}

}  // namespace kazasu::adapters
