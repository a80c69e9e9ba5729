#include "tests/store/store_client.h"

#include <map>
#include <set>
#include <utility>

#include "emulators/card/signature_input.h"
#include "emulators/identity/openssl_card_issuer.h"
#include "emulators/identity/station_credential.h"
#include "harness/closed_line_codec.h"

namespace kazasu::store {

using eligibility::Caller;
using eligibility::Delivery;
using eligibility::Outcome;

namespace {

sim::Task<void> ask_settings(eligibility::SettingsPort& line, Caller caller,
                             eligibility::SettingsRequest request,
                             std::optional<eligibility::SettingsAnswer>& answer) {
  auto const reply =
      co_await line.settings(caller, std::move(request), sim::kRunStart + std::chrono::hours{1});
  if (reply.delivery == Delivery::kDelivered) answer = reply.answer;
}

}  // namespace

ClientWorld::ClientWorld(identity::TestPki const& pki, identity::PopulationSettings const& settings,
                         std::string server_ca_pem)
    : server_ca_pem_(server_ca_pem.empty() ? pki.server_ca_pem() : std::move(server_ca_pem)),
      settings_(settings),
      issuer_(identity::make_openssl_card_issuer(pki)) {
  for (identity::StationIndex i = 0; i < settings.stations; ++i) {
    auto made = identity::station_credential(pki, stations_.station(i));
    credentials_.push_back({std::move(made.certificate_pem), std::move(made.key_pem)});
  }
}

std::string ClientWorld::certificate_and_signature(identity::PersonIndex person, std::string const& nonce,
                                                   std::string& signature) const {
  auto credential = issuer_->issue(people_.person(person));
  signature = card::signature_over(nonce, card::SignatureInput::kMessage, *credential.signer).signature;
  return std::move(credential.certificate);
}

eligibility::InsuredSearch ClientWorld::search(identity::PersonIndex index) const {
  auto const person = people_.person(index);
  return {.insurer_number = person.insurer_number,
          .symbol = person.insured_symbol,
          .number = person.insured_number,
          .branch = person.insured_branch,
          .birth_date = person.birth_date};
}

adapters::HttpsTarget ClientWorld::target(std::uint16_t port) const {
  return {.url = {.host = "127.0.0.1", .port = port, .base = ""}, .ca_pem = server_ca_pem_};
}

StoreClient::StoreClient(ClientWorld& world, harness::ServerPorts const& ports)
    : world_(world),
      reception_(adapters::make_https_reception(realtime_, {.target = world.target(ports.reception),
                                                            .page = {},
                                                            .app = {},
                                                            .calendar = [&world] { return world.now(); }})),
      line_(adapters::make_https_eligibility(
          realtime_,
          {.target = world.target(ports.eligibility),
           .closed_line = {},
           .credentials = [&world](identity::StationIndex station) { return world.credential(station); },
           .codec = harness::closed_line_client_codec(),
           .calendar = [&world] { return world.now(); }})) {}

std::string StoreClient::code(identity::StationIndex station) const {
  return world_.stations().station(station).institution_code;
}

// False when nobody answered: the server is dead.
sim::Task<bool> StoreClient::visit(identity::StationIndex station, Promises& promises) {
  auto const person = world_.next_person();
  auto const token = world_.stations().station(station).reception_token;
  auto request = eligibility::ConsentRequest{
      .reception_token = token,
      .consents = eligibility::ConsentSet::all().withhold(eligibility::ConsentItem::kHealthCheckup)};
  auto const caller = Caller{station};
  auto const opened = co_await reception_->submit_consent(caller, std::move(request), deadline());
  last_outcome_ = std::nullopt;
  if (opened.delivery != Delivery::kDelivered) co_return false;
  last_outcome_ = opened.answer.outcome;
  if (opened.answer.outcome != Outcome::kAccepted) co_return true;
  auto proof = eligibility::AuthenticationRequest{.reception_token = token, .session = opened.answer.session};
  proof.certificate = world_.certificate_and_signature(person, opened.answer.nonce, proof.signature);
  auto const registered = co_await reception_->authenticate(caller, std::move(proof), deadline());
  if (registered.delivery != Delivery::kDelivered) co_return false;
  auto const& answer = registered.answer;
  last_outcome_ = answer.outcome;
  if (answer.outcome == Outcome::kAccepted) {
    promises.visits.push_back({.person = person,
                               .station = station,
                               .number = answer.number,
                               .consents = !answer.eligibility_only});
  }
  co_return true;
}

sim::Task<bool> StoreClient::cancel(std::size_t visit, Promises& promises) {
  auto const station = promises.visits[visit].station;
  auto request = eligibility::CancelRequest{.institution_code = code(station),
                                            .search = world_.search(promises.visits[visit].person)};
  promises.visits[visit].unsure = true;
  auto const caller = Caller{station};
  auto const cancelled = co_await line_->cancel_consents(caller, std::move(request), deadline());
  if (cancelled.delivery != Delivery::kDelivered) co_return false;
  promises.visits[visit].unsure = false;
  promises.visits[visit].cancelled = cancelled.answer.outcome == Outcome::kAccepted;
  co_return true;
}

sim::Task<bool> StoreClient::request_bulk(identity::StationIndex station, Promises& promises) {
  auto request = eligibility::BulkRequest{.institution_code = code(station)};
  for (auto i = 0; i < 3; ++i) request.items.push_back({.search = world_.search(world_.next_person())});
  auto const caller = Caller{station};
  auto const accepted = co_await line_->request_bulk(caller, std::move(request), deadline());
  if (accepted.delivery != Delivery::kDelivered) co_return false;
  if (accepted.answer.outcome == Outcome::kAccepted) {
    promises.bulk.push_back({station, accepted.answer.reception_number});
  }
  co_return true;
}

sim::Task<bool> StoreClient::renew_url(identity::StationIndex station, Promises& promises) {
  auto request = eligibility::SettingsRequest{.institution_code = code(station),
                                              .action = eligibility::SettingsAction::kUrl,
                                              .url_kind = eligibility::Care::kOnline,
                                              .renew = true};
  promises.unsure_urls.insert(station);
  auto const caller = Caller{station};
  auto const renewed = co_await line_->settings(caller, std::move(request), deadline());
  if (renewed.delivery != Delivery::kDelivered) co_return false;
  if (renewed.answer.outcome == Outcome::kAccepted) {
    promises.unsure_urls.erase(station);
    promises.urls.push_back({station, renewed.answer.url_path});
  }
  co_return true;
}

// Some begin with a cancellation after their first visit, some with a bulk request, some with a new URL.
sim::Task<void> StoreClient::use(identity::StationIndex station, Promises& promises) {
  auto alive = true;
  for (auto turn = station; alive; ++turn) {
    alive = co_await visit(station, promises);
    answered_ += alive ? 1U : 0U;
    auto const last = promises.visits.size() - 1;
    auto const own = !promises.visits.empty() && promises.visits[last].station == station;
    if (alive && turn % 4 == 1 && own && promises.visits[last].consents) {
      alive = co_await cancel(last, promises);
      answered_ += alive ? 1U : 0U;
    }
    if (alive && turn % 4 == 3) {
      alive = co_await request_bulk(station, promises);
      answered_ += alive ? 1U : 0U;
    }
    if (alive && turn % 4 == 2) {
      alive = co_await renew_url(station, promises);
      answered_ += alive ? 1U : 0U;
    }
  }
}

sim::Task<void> StoreClient::watch(identity::StationIndex station, Promises& promises) {
  for (auto after = std::uint64_t{0};;) {
    auto request = eligibility::NoticeRequest{.institution_code = code(station), .after = after};
    auto const caller = Caller{station};
    auto const reply = co_await line_->notices(caller, std::move(request), deadline());
    if (reply.delivery != Delivery::kDelivered) co_return;
    for (auto const& notice : reply.answer.notices) {
      after = notice.sequence;
      promises.shown.push_back({station, notice.registration_number});
    }
  }
}

sim::Task<void> StoreClient::check_shown(Promises const& promises, std::size_t first) {
  for (auto i = first; i < promises.shown.size(); ++i) {
    auto const& shown = promises.shown[i];
    auto request = eligibility::InquiryRequest{
        .institution_code = code(shown.station), .registration_number = shown.number, .file_identifier = {}};
    auto const caller = Caller{shown.station};
    auto const reply = co_await line_->inquire(caller, std::move(request), deadline());
    if (reply.delivery != Delivery::kDelivered) ++broken_.unanswered;
    if (reply.answer.outcome == Outcome::kRegistrationUnknown) ++broken_.shown;
  }
}

// Counted in answers, because how many of them a disk gives in some time is its own matter.
sim::Task<void> StoreClient::kill_when(End end, std::function<void()> kill) {
  auto const patience = deadline();
  while (answered_ < end.answers && realtime_.engine.now() < patience) {
    co_await realtime_.engine.sleep_for(std::chrono::milliseconds{1});
  }
  co_await realtime_.engine.sleep_for(end.after_that);
  kill();
}

void StoreClient::load(Promises& promises, End end, std::function<void()> kill) {
  for (identity::StationIndex i = 0; i < world_.stations().stations(); ++i) {
    realtime_.engine.spawn(use(i, promises));
  }
  // Enough to have one look under way at any time, without taking the machine from the visits.
  for (identity::StationIndex i = 0; i < 2; ++i) realtime_.engine.spawn(watch(i, promises));
  realtime_.engine.spawn(kill_when(end, std::move(kill)));
  realtime_.engine.run_until();
}

sim::Task<void> StoreClient::visit_on(Promises& promises, int most) {
  for (auto i = 0; i < most; ++i) {
    auto const station = static_cast<identity::StationIndex>(i) % world_.stations().stations();
    auto const answered = co_await visit(station, promises);
    // Some people's certificates are beyond their grace; that is no matter of the store.
    auto const goes_on =
        last_outcome_ == Outcome::kAccepted || last_outcome_ == Outcome::kCertificateBeyondGrace;
    if (!answered || !goes_on) co_return;
  }
}

std::optional<Outcome> StoreClient::visit_while_accepted(Promises& promises, int most) {
  realtime_.engine.spawn(visit_on(promises, most));
  realtime_.engine.run_until();
  return last_outcome_;
}

sim::Task<void> StoreClient::check_visits(Promises const& promises, std::size_t first) {
  for (auto i = first; i < promises.visits.size(); i += world_.stations().stations()) {
    auto const& promised = promises.visits[i];
    auto request = eligibility::InquiryRequest{.institution_code = code(promised.station),
                                               .registration_number = promised.number,
                                               .file_identifier = {}};
    auto const caller = Caller{promised.station};
    auto const reply = co_await line_->inquire(caller, std::move(request), deadline());
    auto const& answer = reply.answer;
    if (reply.delivery != Delivery::kDelivered) {
      ++broken_.unanswered;
    } else if (answer.outcome != Outcome::kAccepted || answer.results.empty()) {
      ++broken_.registrations;
    } else if (!promised.unsure) {
      auto const stands = answer.results.front().medication.given;
      if (promised.consents && !promised.cancelled && !stands) ++broken_.consents;
      if (promised.cancelled && stands) ++broken_.cancellations;
    }
  }
}

sim::Task<void> StoreClient::check_bulk(Promises const& promises, std::size_t first) {
  for (auto i = first; i < promises.bulk.size(); ++i) {
    auto const& promised = promises.bulk[i];
    auto request = eligibility::BulkResultRequest{.institution_code = code(promised.station),
                                                  .file_identifier = {},
                                                  .reception_number = promised.number};
    auto const caller = Caller{promised.station};
    auto const reply = co_await line_->bulk_result(caller, std::move(request), deadline());
    if (reply.delivery != Delivery::kDelivered) ++broken_.unanswered;
    if (reply.delivery == Delivery::kDelivered && reply.answer.outcome == Outcome::kReceptionUnknown) {
      ++broken_.bulk;
    }
  }
}

sim::Task<void> StoreClient::check_urls(Promises const& promises) {
  auto standing = std::map<identity::StationIndex, std::string>{};
  for (auto const& promised : promises.urls) standing[promised.station] = promised.path;
  for (auto const& [station, path] : standing) {
    if (promises.unsure_urls.contains(station)) continue;
    auto request = eligibility::SettingsRequest{.institution_code = code(station),
                                                .action = eligibility::SettingsAction::kUrl,
                                                .url_kind = eligibility::Care::kOnline};
    auto const caller = Caller{station};
    auto const reply = co_await line_->settings(caller, std::move(request), deadline());
    if (reply.delivery != Delivery::kDelivered) {
      ++broken_.unanswered;
    } else if (reply.answer.url_path != path) {
      ++broken_.urls;
    }
  }
}

std::optional<eligibility::SettingsAnswer> StoreClient::settings(identity::StationIndex station,
                                                                 eligibility::SettingsRequest request) {
  request.institution_code = code(station);
  auto answer = std::optional<eligibility::SettingsAnswer>{};
  realtime_.engine.spawn(ask_settings(*line_, {station}, std::move(request), answer));
  realtime_.engine.run_until();
  return answer;
}

Broken StoreClient::check(Promises const& promises, From first) {
  for (identity::StationIndex i = 0; i < world_.stations().stations(); ++i) {
    realtime_.engine.spawn(check_visits(promises, first.visit + i));
  }
  realtime_.engine.spawn(check_bulk(promises, first.bulk));
  realtime_.engine.spawn(check_shown(promises, first.shown));
  realtime_.engine.spawn(check_urls(promises));
  realtime_.engine.run_until();
  auto numbers = std::set<std::string>{};
  for (auto const& visit : promises.visits) broken_.numbers += numbers.insert(visit.number).second ? 0U : 1U;
  auto bulk_numbers = std::set<std::string>{};
  for (auto const& bulk : promises.bulk) broken_.numbers += bulk_numbers.insert(bulk.number).second ? 0U : 1U;
  auto paths = std::set<std::string>{};
  for (auto const& url : promises.urls) broken_.numbers += paths.insert(url.path).second ? 0U : 1U;
  return broken_;
}

}  // namespace kazasu::store
