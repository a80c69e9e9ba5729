// The near side of a run in real time: cards, devices and back offices of all stations, and the clock that
// drives them.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>

#include "emulators/adapters/http/https_client.h"
#include "emulators/card/card_stock.h"
#include "emulators/eligibility/link_delay.h"
#include "emulators/identity/card_credential.h"
#include "harness/card_readers.h"
#include "harness/driver.h"
#include "harness/people_world.h"
#include "harness/population.h"
#include "harness/run.h"
#include "harness/targets.h"
#include "sim/realtime.h"

namespace kazasu::harness {

// The order of the members is the order of teardown, backwards.
class NearSide {
 public:
  // `targets` names both endpoints. Throws as make_https_reception() and make_card_readers() do.
  NearSide(scenarios::Scenario const& scenario, RunOptions const& options, identity::TestPki const& pki,
           Targets const& targets);
  ~NearSide();
  NearSide(NearSide const&) = delete;
  NearSide& operator=(NearSide const&) = delete;

  // Makes the station certificates of everyone who will take part, and the cards unless they come through
  // PC/SC, so that none is made while the clock runs.
  void issue_credentials(ProgressLine& progress);
  // Engine time zero lies a moment ahead, so that the far side has its calendar before the first visit.
  // Returns it as the wall clock will read.
  std::chrono::system_clock::time_point start_clock();
  // True when the run came to its end by itself.
  bool run(RunControl control, std::function<void(sim::TimePoint)> each_slice);

  double elapsed_s() const {
    return std::chrono::duration<double>{realtime_.engine.now().time_since_epoch()}.count();
  }
  // What the cards were held to, for the report.
  std::string const& card_readers() const { return readers_.description; }
  // Ends the trace of APDUs, where there is one; says what is wrong with it.
  std::optional<std::string> finish_trace() {
    return readers_.trace ? readers_.trace->finish() : std::nullopt;
  }
  Recorder& recorder() { return recorder_; }
  scenarios::ArrivalProcess const& arrivals() const { return arrivals_; }

 private:
  std::function<sim::Instant()> calendar_reading() const;
  adapters::ClientCredentialSource credential_source() const;

  scenarios::Scenario const& scenario_;
  identity::PopulationSettings settings_;
  PeopleWorld persons_{settings_, scenario_.population.people_file, scenarios::insurance_mix(scenario_)};
  identity::GeneratedStations stations_{settings_};
  adapters::ClientCredentialSource make_credential_;
  std::unordered_map<identity::StationIndex, adapters::ClientCredential> credentials_;  // made ahead
  std::unique_ptr<identity::CardIssuer> issuer_;
  card::CardStock stock_{persons_.people(), *issuer_, {.mix = scenario_.card_mix, .seed = settings_.seed}};
  sim::Realtime realtime_;
  std::unique_ptr<adapters::HttpsReceptionPort> https_reception_;
  std::unique_ptr<adapters::HttpsEligibilityPort> https_line_;
  eligibility::ReceptionLinkDelay reception_{realtime_.engine, *https_reception_, scenario_.links,
                                             settings_.seed};
  eligibility::EligibilityLinkDelay line_{realtime_.engine, *https_line_, scenario_.links, settings_.seed};
  eligibility::BackOfficeLinkDelay back_office_{realtime_.engine, *https_line_, scenario_.links,
                                                settings_.seed};
  eligibility::DeviceLinkDelay devices_line_{
      realtime_.engine, {*https_line_, *https_reception_}, scenario_.links, settings_.seed};
  terminal::StationDevices devices_;
  CardReaders readers_;
  scenarios::World world_{.engine = realtime_.engine,
                          .calendar = scenario_.calendar,
                          .people = persons_.people(),
                          .stations = stations_,
                          .readers = *readers_.source,
                          .reception = reception_,
                          .eligibility = line_,
                          .back_office = back_office_,
                          .settings = devices_line_,
                          .activation = devices_line_,
                          .registry = persons_.registry(),
                          .devices = devices_,
                          .scenario = scenario_,
                          .seed = settings_.seed};
  Recorder recorder_{recorded_journeys(scenario_), series_interval(scenario_)};
  scenarios::ArrivalProcess arrivals_{scenario_};
  Drive drive_{.world = world_, .scenario = scenario_, .arrivals = arrivals_, .recorder = recorder_};
};

}  // namespace kazasu::harness
