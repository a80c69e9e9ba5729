// Who may ask what on the claims line.
#include "tests/claims_line/claims_line_world.h"

namespace kazasu::adapters::testing {
namespace {

using claims::ClaimOutcome;

TEST(ClaimsSessions, AreNeededForEverythingButTheLogin) {
  auto const world = ClaimsLineWorld{};
  auto const station = RawStation{world, 0};
  for (auto const& [method, path] :
       {std::pair{"GET", "/sends?month=2024-12"}, std::pair{"POST", "/sends?month=2024-12"},
        std::pair{"POST", "/uploads"}, std::pair{"GET", "/uploads/x"},
        std::pair{"PUT", "/uploads/x?offset=0"}, std::pair{"DELETE", "/uploads/x"},
        std::pair{"GET", "/lists/receipt?month=2024-12&send=1"}, std::pair{"POST", "/decisions"},
        std::pair{"POST", "/logout"}}) {
    auto const reply = station.ask({.method = method, .path = path, .body = "x"});
    EXPECT_EQ(reply.status, 401) << method << path;
    EXPECT_EQ(decode_outcome(reply.body), ClaimOutcome::kNotLoggedIn) << method << path;
  }
}

TEST(ClaimsSessions, AreOfOneStationAtOnePayer) {
  auto const world = ClaimsLineWorld{};
  auto station = RawStation{world, 0};
  station.begin();
  EXPECT_EQ(station.ask({.path = "/sends?month=2024-12"}).status, 200);
  auto elsewhere = RawStation{world, 0, kFederation};
  auto another = RawStation{world, 1};
  elsewhere.session = another.session = station.session;
  EXPECT_EQ(elsewhere.ask({.path = "/sends?month=2024-12"}).status, 401);
  EXPECT_EQ(another.ask({.path = "/sends?month=2024-12"}).status, 401);
  EXPECT_EQ(station.ask({.method = "POST", .path = "/logout"}).status, 200);
  EXPECT_EQ(station.ask({.path = "/sends?month=2024-12"}).status, 401);
}

TEST(ClaimsSessions, TheFirstPasswordHasToBeChangedAtEachPayer) {
  auto const world = ClaimsLineWorld{};
  for (auto const payer : {kFund, kFederation}) {
    auto station = RawStation{world, 0, payer};
    auto login = station.first_login();
    EXPECT_EQ(station.log_in(login).status, 403);
    login.new_password = "short1";
    auto const unfit = station.log_in(login);
    EXPECT_EQ(unfit.status, 422);
    EXPECT_EQ(decode_outcome(unfit.body), ClaimOutcome::kPasswordUnfit);
    login.new_password = station.chosen();
    EXPECT_EQ(station.log_in(login).status, 200);
    login.new_password.clear();
    EXPECT_EQ(station.log_in(login).status, 401);
    login.password = station.chosen();
    EXPECT_EQ(station.log_in(login).status, 200);
  }
}

TEST(ClaimsSessions, WrongPasswordsLock) {
  auto const world = ClaimsLineWorld{};
  auto station = RawStation{world, 0};
  station.begin();
  auto login = station.first_login();
  login.password = "Wrong12345";
  EXPECT_EQ(station.log_in(login).status, 401);
  EXPECT_EQ(station.log_in(login).status, 401);
  EXPECT_EQ(decode_outcome(station.log_in(login).body), ClaimOutcome::kLocked);
  login.password = station.chosen();
  auto const locked = station.log_in(login);
  EXPECT_EQ(locked.status, 403);
  EXPECT_EQ(decode_outcome(locked.body), ClaimOutcome::kLocked);
  EXPECT_EQ(station.ask({.method = "POST", .path = "/login", .body = "{}"}).status, 400);
}

TEST(ClaimsSessions, ACertificateOfNoStationIsRefused) {
  auto const world = ClaimsLineWorld{};
  auto const nobody = RawStation{world, StationFiles::kStations};
  EXPECT_EQ(nobody.ask({.path = "/sends?month=2024-12"}).status, 403);
  EXPECT_EQ(nobody.ask({.method = "POST", .path = "/sends?month=2024-12", .body = "x"}).status, 403);
}

}  // namespace
}  // namespace kazasu::adapters::testing
