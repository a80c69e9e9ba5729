// Client certificates of stations for the closed line.
#pragma once

#include <filesystem>
#include <string>

#include "emulators/identity/test_pki.h"

namespace kazasu::identity {

struct StationCredential {
  std::string certificate_pem;
  std::string key_pem;  // P-256, PKCS#8, not encrypted
};

// Every call makes a new key and certificate; the station CA vouches for all of them alike.
StationCredential station_credential(TestPki const& pki, Station const& station,
                                     Validity const& validity = test_pki_validity());

// Writes station-cert.pem, station-key.pem, server-ca.pem, station-ca.pem, card-ca.pem and signing-ca.pem
// into `out` (made, mode 0700, when it is not there; files 0600) for a system under test to use. Since every
// export has a new key, nothing is ever overwritten: throws std::runtime_error, before writing anything, when
// one of them is there already.
void export_station(TestPki const& pki, Station const& station, std::filesystem::path const& out);

// Writes card-cert.pem (the person's) in the same manner, for clients of the certificate status responder;
// the card-ca.pem that they need as well is written by export_station(). No key.
void export_card(TestPki const& pki, Person const& person, std::filesystem::path const& out);

}  // namespace kazasu::identity
