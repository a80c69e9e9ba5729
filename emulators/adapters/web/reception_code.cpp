#include "emulators/adapters/web/reception_code.h"

#include <cairo-pdf.h>
#include <qrencode.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "emulators/adapters/card_images/picture.h"

namespace kazasu::adapters {

namespace {

constexpr auto kQuiet = 4;   // modules
constexpr auto kPixels = 8;  // of the PNG, per module

constexpr auto kPageWidth = 595.28;  // points; A4
constexpr auto kPageHeight = 841.89;
constexpr auto kModule = 6.0;

using Symbol = std::unique_ptr<QRcode, decltype(&QRcode_free)>;

Symbol symbol_of(std::string_view text) {
  auto symbol =
      Symbol{QRcode_encodeData(static_cast<int>(text.size()),
                               reinterpret_cast<unsigned char const*>(text.data()), 0, QR_ECLEVEL_M),
             QRcode_free};
  if (!symbol) throw std::runtime_error("the URL does not fit into a two-dimensional code");
  return symbol;
}

cairo_status_t append(void* bytes, unsigned char const* data, unsigned int length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<char const*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

bool is_dark(QRcode const& symbol, int column, int row) {
  return (symbol.data[row * symbol.width + column] & 1U) != 0;
}

}  // namespace

std::string reception_code_svg(std::string_view url) {
  auto const symbol = symbol_of(url);
  auto const size = std::to_string(symbol->width + 2 * kQuiet);
  auto svg = R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 )" + size + " " + size +
             R"(" shape-rendering="crispEdges"><rect width=")" + size + R"(" height=")" + size +
             R"(" fill="#fff"/><path d=")";
  for (auto row = 0; row < symbol->width; ++row) {
    for (auto column = 0; column < symbol->width; ++column) {
      if (!is_dark(*symbol, column, row)) continue;
      svg.append("M").append(std::to_string(column + kQuiet));
      svg.append(" ").append(std::to_string(row + kQuiet)).append("h1v1h-1z");
    }
  }
  return svg.append(R"("/></svg>)");
}

std::string reception_code_png(std::string_view url) {
  auto const symbol = symbol_of(url);
  auto const side = static_cast<std::size_t>((symbol->width + 2 * kQuiet) * kPixels);
  auto picture = Picture{side, side};
  for (auto row = 0; row < symbol->width * kPixels; ++row) {
    for (auto column = 0; column < symbol->width * kPixels; ++column) {
      if (!is_dark(*symbol, column / kPixels, row / kPixels)) continue;
      picture.set(column + kQuiet * kPixels, row + kQuiet * kPixels, kBlack);
    }
  }
  return encode_png(picture);
}

std::string reception_code_pdf(std::string_view url, std::string const& created) {
  auto const symbol = symbol_of(url);
  auto bytes = std::string{};
  auto const surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>{
      cairo_pdf_surface_create_for_stream(append, &bytes, kPageWidth, kPageHeight), cairo_surface_destroy};
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, created.c_str());
  auto const pen =
      std::unique_ptr<cairo_t, decltype(&cairo_destroy)>{cairo_create(surface.get()), cairo_destroy};
  // In the middle, where the paper is the white around it; a large symbol is made smaller.
  auto const module = std::min(kModule, kPageWidth / (symbol->width + 2 * kQuiet));
  auto const side = module * symbol->width;
  for (auto row = 0; row < symbol->width; ++row) {
    for (auto column = 0; column < symbol->width; ++column) {
      if (!is_dark(*symbol, column, row)) continue;
      cairo_rectangle(pen.get(), (kPageWidth - side) / 2 + column * module,
                      (kPageHeight - side) / 2 + row * module, module, module);
    }
  }
  cairo_fill(pen.get());
  cairo_show_page(pen.get());
  cairo_surface_finish(surface.get());
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) {
    throw std::runtime_error("a PDF could not be made: out of memory?");
  }
  return bytes;
}

}  // namespace kazasu::adapters
