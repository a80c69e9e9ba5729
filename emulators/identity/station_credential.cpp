#include "emulators/identity/station_credential.h"

#include <array>
#include <stdexcept>
#include <utility>

#include "emulators/identity/pem_files.h"

namespace kazasu::identity {

namespace fs = std::filesystem;

StationCredential station_credential(TestPki const& pki, Station const& station, Validity const& validity) {
  auto const certified = make_station_certificate(pki.station_ca(), station.institution_code, validity);
  return {certificate_to_pem(certified.certificate.get()), key_to_pem(certified.key.get())};
}

void export_station(TestPki const& pki, Station const& station, fs::path const& out) {
  auto const credential = station_credential(pki, station);
  auto const files =
      std::array<std::pair<fs::path, std::string>, 6>{{{out / "station-cert.pem", credential.certificate_pem},
                                                       {out / "station-key.pem", credential.key_pem},
                                                       {out / "server-ca.pem", pki.server_ca_pem()},
                                                       {out / "station-ca.pem", pki.station_ca_pem()},
                                                       {out / "card-ca.pem", pki.card_ca_pem()},
                                                       {out / "signing-ca.pem", pki.signing_ca_pem()}}};
  if (fs::create_directories(out)) fs::permissions(out, fs::perms::owner_all);
  for (auto const& [file, text] : files) {
    if (fs::exists(file)) {
      throw std::runtime_error("export of a station: " + file.string() +
                               " is there already; name an empty folder or delete it first");
    }
  }
  for (auto const& [file, text] : files) write_new_secret_file(file, text);
}

}  // namespace kazasu::identity
