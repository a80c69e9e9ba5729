// What the page learns of its visit, and that a visit which was ended is not registered any more.
#include <gtest/gtest.h>

#include <utility>

#include "emulators/adapters/http/later_answer.h"
#include "emulators/adapters/json/reception_json.h"
#include "emulators/adapters/services/reception_service_http.h"
#include "emulators/eligibility/stage_meter.h"

namespace kazasu::adapters {
namespace {

using eligibility::Outcome;
using namespace std::chrono_literals;

constexpr auto kNow = sim::Instant{1'733'097'600s};

class ReceptionProgress : public ::testing::Test {
 protected:
  // Accepts every visit and every card; `registered` counts the cards.
  ReceptionHandlers handlers() {
    auto const no_name = [](std::string_view) { return std::optional<std::string>{}; };
    auto handlers = ReceptionHandlers{
        .submit_consent =
            [](auto const&, auto, auto&) {
              return eligibility::ConsentAnswer{.outcome = Outcome::kAccepted, .session = "s", .nonce = "n"};
            },
        .authenticate =
            [this](auto const&, auto, auto&) {
              ++registered;
              return eligibility::Registration{.outcome = Outcome::kAccepted, .number = "1"};
            },
        .institution_name = no_name};
    handlers.prove_card = [](auto const&, auto, auto&) {
      return eligibility::CardProof{.outcome = Outcome::kAccepted};
    };
    handlers.register_card = [this](auto const& proof, auto const&, auto, auto&) {
      if (proof.outcome == Outcome::kAccepted) ++registered;
      return eligibility::Registration{.outcome = proof.outcome};
    };
    handlers.progress = &progress;
    return handlers;
  }
  // Of a reception that asks for the status of certificates and has to wait for it.
  ReceptionHandlers waiting_handlers() {
    auto waiting = handlers();
    waiting.ask_status = [this](auto, auto, auto done) { status_came = std::move(done); };
    return waiting;
  }
  HttpAnswer ask(ReceptionServiceHttp& service, std::string_view method, std::string_view path,
                 std::string const& body = {}) {
    auto meter = eligibility::NoMeter{};
    return service.handle({.method = method, .target = path, .body = body}, kNow, meter);
  }
  static std::string consents() { return encode_consents({}); }
  static std::string proof() { return encode_card_proof({.certificate = "c", .signature = "s"}); }
  static std::string end() { return encode_visit_end(eligibility::VisitEnd::kByPatient); }

  eligibility::VisitProgress progress;
  ReceptionHandlers::StatusDone status_came;
  int registered = 0;
};

bool says(HttpAnswer const& answer, std::string_view text) {
  return answer.body.find(text) != std::string::npos;
}

TEST_F(ReceptionProgress, GoesFromWaitingToTheOutcome) {
  auto service = ReceptionServiceHttp{handlers()};
  EXPECT_EQ(ask(service, "GET", "/v/t/visits/s").status, 404);
  ask(service, "POST", "/v/t/visits", consents());
  EXPECT_EQ(ask(service, "GET", "/v/t/visits/s").body, R"({"state": "waiting"})");
  EXPECT_EQ(ask(service, "POST", "/v/t/visits/s/authentication", "nonsense").status, 400);
  EXPECT_EQ(ask(service, "GET", "/v/t/visits/s").body, R"({"state": "waiting"})") << "nothing was judged";
  ask(service, "POST", "/v/t/visits/s/authentication", proof());
  EXPECT_TRUE(says(ask(service, "GET", "/v/t/visits/s"), R"("outcome": "accepted")"));
  EXPECT_TRUE(says(ask(service, "POST", "/v/t/visits/s/end", end()), R"("outcome": "accepted")"))
      << "too late to end it";
  EXPECT_EQ(ask(service, "PUT", "/v/t/visits/s").status, 405);
  EXPECT_EQ(ask(service, "GET", "/v/t/visits/s/end").status, 405);
}

TEST_F(ReceptionProgress, AVisitThatWasEndedIsNotRegistered) {
  auto service = ReceptionServiceHttp{handlers()};
  ask(service, "POST", "/v/t/visits", consents());
  EXPECT_EQ(ask(service, "POST", "/v/t/visits/s/end", end()).body,
            R"({"state": "ended", "reason": "patient"})");
  EXPECT_TRUE(says(ask(service, "POST", "/v/t/visits/s/authentication", proof()), "session_unknown"));
  EXPECT_EQ(registered, 0);
}

TEST_F(ReceptionProgress, NorIsOneThatEndsWhileTheStatusIsAskedFor) {
  auto service = ReceptionServiceHttp{waiting_handlers()};
  auto meter = eligibility::NoMeter{};
  ask(service, "POST", "/v/t/visits", consents());
  auto const ended = ask(service, "POST", "/v/t/visits/s/authentication", proof());
  ask(service, "POST", "/v/t/visits/s/end", end());
  status_came({});
  EXPECT_TRUE(says(ended.later->finish(kNow, meter), "session_unknown"));
  EXPECT_EQ(registered, 0);
  EXPECT_TRUE(says(ask(service, "GET", "/v/t/visits/s"), "ended"));

  ask(service, "POST", "/v/t/visits", consents());
  auto const stays = ask(service, "POST", "/v/t/visits/s/authentication", proof());
  status_came({});
  EXPECT_TRUE(says(stays.later->finish(kNow, meter), "accepted"));
  EXPECT_EQ(registered, 1);
  EXPECT_TRUE(says(ask(service, "GET", "/v/t/visits/s"), "judged"));
}

TEST_F(ReceptionProgress, WithoutAPageThereIsNothingToAsk) {
  auto without = handlers();
  without.progress = nullptr;
  auto service = ReceptionServiceHttp{without};
  ask(service, "POST", "/v/t/visits", consents());
  EXPECT_EQ(ask(service, "GET", "/v/t/visits/s").status, 404);
  EXPECT_EQ(ask(service, "POST", "/v/t/visits/s/end", end()).status, 404);
  EXPECT_TRUE(says(ask(service, "POST", "/v/t/visits/s/authentication", proof()), "accepted"));
}

}  // namespace
}  // namespace kazasu::adapters
