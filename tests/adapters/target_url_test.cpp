#include "emulators/adapters/http/target_url.h"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>

namespace kazasu::adapters {
namespace {

TEST(TargetUrl, TakesAUrlApart) {
  auto const full = parse_target_url("HTTPS://LocalHost:8443/base/of-it//");
  EXPECT_EQ(full.host, "localhost");
  EXPECT_EQ(full.port, 8443);
  EXPECT_EQ(full.base, "/base/of-it");
  auto const bare = parse_target_url("https://127.0.0.1");
  EXPECT_EQ(bare.host, "127.0.0.1");
  EXPECT_EQ(bare.port, 443);
  EXPECT_EQ(bare.base, "");
  EXPECT_EQ(parse_target_url("https://127.0.0.1/").base, "");
  auto const six = parse_target_url("https://[::1]:1/x");
  EXPECT_EQ(six.host, "::1");
  EXPECT_EQ(six.port, 1);
}

TEST(TargetUrl, RefusesEverythingElse) {
  for (auto const* text : {"",
                           "http://localhost",
                           "localhost:1",
                           "https:/localhost",
                           "https://",
                           "https://:1",
                           "https://a:0",
                           "https://a:65536",
                           "https://a:",
                           "https://a:1x",
                           "https://a:+1",
                           "https://u@a",
                           "https://u:p@a/",
                           "https://a b",
                           "https://a/?q",
                           "https://a/#f",
                           "https://a?q",
                           "https://[::1",
                           "https://[localhost]",
                           "https://[127.0.0.1]",
                           "https://[::1]x",
                           "https://a\\b",
                           "https://a/b c",
                           "https://a/\r\nHost: b"}) {
    EXPECT_THROW(parse_target_url(text), std::invalid_argument) << text;
  }
}

TEST(TargetUrl, KnowsLoopback) {
  for (auto const* host : {"localhost", "LOCALHOST", "127.0.0.1", "127.9.8.7", "::1", "0:0:0:0:0:0:0:1"}) {
    EXPECT_TRUE(is_loopback(host)) << host;
  }
  for (auto const* host : {"", "128.0.0.1", "10.0.0.1", "0.0.0.0", "::", "::2", "127.1", "127.0.0.1.x",
                           "localhost.example.invalid", "2130706433", "::ffff:127.0.0.1", "0x7f.0.0.1"}) {
    EXPECT_FALSE(is_loopback(host)) << host;
  }
}

TEST(TargetUrl, KnowsTheRealSystemsDomains) {
  for (auto const* host :
       {"onshikaku.org", "hweb.oqs.onshikaku.org", "HWEB.OQS.ONSHIKAKU.ORG", "a.onshikaku.org.",
        "www.lineauth.mnw", "x.obn.managedpki.ne.jp", "y.cybertrust.ne.jp", "z.secomtrust.net", "claims.rece",
        "rece", "proxy.base.oqs-pdl.org", "ocsp.jpki.go.jp", "myna.go.jp", "www.myna.go.jp"}) {
    EXPECT_TRUE(is_production_domain(host)) << host;
  }
  for (auto const* host : {"localhost", "notonshikaku.org", "onshikaku.org.invalid", "oqs.invalid",
                           "rece.invalid", "jpki.go.jp.test", "xrece", ""}) {
    EXPECT_FALSE(is_production_domain(host)) << host;
  }
}

TEST(TargetUrl, AllowsLoopbackAndOwnAddressesOnly) {
  auto const owned = std::array<std::string, 3>{"192.0.2.7", "lab.invalid", "hweb.oqs.onshikaku.org"};
  EXPECT_NO_THROW(require_allowed("localhost", {}));
  EXPECT_NO_THROW(require_allowed("127.0.0.1", {}));
  EXPECT_NO_THROW(require_allowed("192.0.2.7", owned));
  EXPECT_THROW(require_allowed("192.0.2.8", owned), std::runtime_error);
  EXPECT_THROW(require_allowed("lab.invalid", owned), std::runtime_error);
  EXPECT_THROW(require_allowed("hweb.oqs.onshikaku.org", owned), std::runtime_error);
}

TEST(TargetUrl, ConnectsToLiteralAddressesOnly) {
  EXPECT_EQ(connect_address("localhost"), "127.0.0.1");
  EXPECT_EQ(connect_address("::1"), "::1");
  EXPECT_TRUE(is_literal_address("192.0.2.7"));
  EXPECT_FALSE(is_literal_address("lab.invalid"));
}

}  // namespace
}  // namespace kazasu::adapters
