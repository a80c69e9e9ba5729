// Stations and patients that hold a server to its word, over TLS.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "emulators/adapters/http/https_client.h"
#include "emulators/identity/card_credential.h"
#include "emulators/identity/generated_people.h"
#include "emulators/identity/generated_stations.h"
#include "emulators/identity/test_pki.h"
#include "harness/server_process.h"
#include "sim/realtime.h"
#include "tests/store/promises.h"

namespace kazasu::store {

// What lasts while servers come and go.
class ClientWorld {
 public:
  // `pki`: of the cards and stations; `server_ca_pem`: whom they trust, if that is another.
  ClientWorld(identity::TestPki const& pki, identity::PopulationSettings const& settings,
              std::string server_ca_pem = {});

  identity::PersonIndex next_person() { return next_person_++ % settings_.people; }
  std::string certificate_and_signature(identity::PersonIndex person, std::string const& nonce,
                                        std::string& signature) const;
  eligibility::InsuredSearch search(identity::PersonIndex person) const;
  adapters::HttpsTarget target(std::uint16_t port) const;

  identity::GeneratedStations const& stations() const { return stations_; }
  adapters::ClientCredential const& credential(identity::StationIndex station) const {
    return credentials_[station];
  }
  sim::Instant now() const { return settings_.calendar_start; }

 private:
  std::string server_ca_pem_;
  identity::PopulationSettings settings_;
  identity::GeneratedPeople people_{settings_};
  identity::GeneratedStations stations_{settings_};
  std::unique_ptr<identity::CardIssuer> issuer_;
  std::vector<adapters::ClientCredential> credentials_;
  identity::PersonIndex next_person_ = 0;
};

// One life of a server, from the other side.
class StoreClient {
 public:
  StoreClient(ClientWorld& world, harness::ServerPorts const& ports);

  // When a life ends: after so many visits, cancellations and bulk requests were answered, and some time.
  struct End {
    std::size_t answers = 1;
    sim::Duration after_that{};
  };
  // One user at each station, all at once: visits, cancellations, bulk requests, and somebody who looks at
  // the notices all the time; until nobody answers any more. `kill` is called at the end.
  void load(Promises& promises, End end, std::function<void()> kill);
  // Visits until one is not accepted or not answered, or `most` were; how the last one ended. Nothing: nobody
  // answered.
  std::optional<eligibility::Outcome> visit_while_accepted(Promises& promises, int most);
  // One question about a station's own settings; nothing when nobody answered.
  std::optional<eligibility::SettingsAnswer> settings(identity::StationIndex station,
                                                      eligibility::SettingsRequest request);
  // Asks about the promises from `first` on, and compares all numbers.
  struct From {
    std::size_t visit = 0;
    std::size_t bulk = 0;
    std::size_t shown = 0;
  };
  Broken check(Promises const& promises, From first);

 private:
  sim::Task<void> use(identity::StationIndex station, Promises& promises);
  sim::Task<bool> visit(identity::StationIndex station, Promises& promises);
  sim::Task<void> visit_on(Promises& promises, int most);
  sim::Task<bool> cancel(std::size_t visit, Promises& promises);
  sim::Task<bool> request_bulk(identity::StationIndex station, Promises& promises);
  sim::Task<bool> renew_url(identity::StationIndex station, Promises& promises);
  sim::Task<void> watch(identity::StationIndex station, Promises& promises);
  sim::Task<void> check_shown(Promises const& promises, std::size_t first);
  sim::Task<void> kill_when(End end, std::function<void()> kill);
  sim::Task<void> check_visits(Promises const& promises, std::size_t first);
  sim::Task<void> check_bulk(Promises const& promises, std::size_t first);
  sim::Task<void> check_urls(Promises const& promises);
  std::string code(identity::StationIndex station) const;
  sim::TimePoint deadline() const { return realtime_.engine.now() + std::chrono::seconds{20}; }

  ClientWorld& world_;
  sim::Realtime realtime_;
  std::unique_ptr<adapters::HttpsReceptionPort> reception_;
  std::unique_ptr<adapters::HttpsEligibilityPort> line_;
  Broken broken_;
  std::size_t answered_ = 0;
  std::optional<eligibility::Outcome> last_outcome_;
};

}  // namespace kazasu::store
