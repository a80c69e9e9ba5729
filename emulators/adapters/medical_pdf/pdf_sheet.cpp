#include "emulators/adapters/medical_pdf/pdf_sheet.h"

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <ft2build.h>
#include FT_FREETYPE_H

#include <stdexcept>
#include <utility>

namespace kazasu::adapters {

namespace {

constexpr auto kNumberSize = 7.0;
constexpr auto kHairline = 0.4;
constexpr auto kGrey = 0.92;

// Cairo keeps a face as long as it likes, so that the library goes with the face.
struct OpenFont {
  FT_Library library = nullptr;
  FT_Face face = nullptr;
  ~OpenFont() {
    if (face != nullptr) FT_Done_Face(face);
    if (library != nullptr) FT_Done_FreeType(library);
  }
};
void close_font(void* font) {
  delete static_cast<OpenFont*>(font);
}

cairo_status_t append(void* bytes, unsigned char const* data, unsigned int length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<char const*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

struct PdfFont::Face {
  cairo_font_face_t* handle = nullptr;
  cairo_user_data_key_t key{};
  ~Face() {
    if (handle != nullptr) cairo_font_face_destroy(handle);
  }
};

PdfFont::PdfFont(std::string const& file) : face_(std::make_unique<Face>()) {
  auto font = std::make_unique<OpenFont>();
  if (FT_Init_FreeType(&font->library) != 0 ||
      FT_New_Face(font->library, file.c_str(), 0, &font->face) != 0) {
    throw std::runtime_error("medical data as PDF is written with the font " + file +
                             ", which is missing or damaged; install Debian's package fonts-ipafont-gothic");
  }
  face_->handle = cairo_ft_font_face_create_for_ft_face(font->face, FT_LOAD_NO_HINTING);
  auto const kept = cairo_font_face_set_user_data(face_->handle, &face_->key, font.get(), close_font);
  if (kept != CAIRO_STATUS_SUCCESS) throw std::runtime_error("Cairo could not take the font of PDF");
  static_cast<void>(font.release());
}

PdfFont::~PdfFont() = default;

struct PdfSheet::Surface {
  std::string bytes;
  cairo_surface_t* handle = nullptr;
  cairo_t* pen = nullptr;
  ~Surface() {
    if (pen != nullptr) cairo_destroy(pen);
    if (handle != nullptr) cairo_surface_destroy(handle);
  }
};

PdfSheet::PdfSheet(Options options) : options_(std::move(options)), surface_(std::make_unique<Surface>()) {
  auto& surface = *surface_;
  surface.handle = cairo_pdf_surface_create_for_stream(append, &surface.bytes, kPageWidth, kPageHeight);
  cairo_pdf_surface_set_metadata(surface.handle, CAIRO_PDF_METADATA_TITLE, options_.title.c_str());
  cairo_pdf_surface_set_metadata(surface.handle, CAIRO_PDF_METADATA_CREATE_DATE, options_.created.c_str());
  surface.pen = cairo_create(surface.handle);
  cairo_set_font_face(surface.pen, options_.font.face().handle);
  begin_page();
}

PdfSheet::~PdfSheet() = default;

void PdfSheet::begin_page() {
  ++page_;
  y_ = kPageMargin;
  if (options_.page_header) options_.page_header(*this);
}

void PdfSheet::end_page() {
  auto const number = std::to_string(page_) + " / " + std::to_string(options_.pages);
  y_ = kPageHeight - kPageMargin - kNumberSize;
  text(number,
       {.left = kPageMargin, .width = kPageWidth - 2 * kPageMargin, .size = kNumberSize, .to_right = true});
  if (draws()) cairo_show_page(surface_->pen);
}

bool PdfSheet::make_room(double points) {
  if (y_ + points <= kPageBottom) return false;
  end_page();
  begin_page();
  return true;
}

double PdfSheet::width_of(std::string_view utf8, double size) const {
  cairo_text_extents_t extents{};
  cairo_set_font_size(surface_->pen, size);
  cairo_text_extents(surface_->pen, std::string{utf8}.c_str(), &extents);
  return extents.x_advance;
}

void PdfSheet::text(std::string_view utf8, Cell const& cell, double below) {
  if (!draws() || utf8.empty()) return;
  auto width = width_of(utf8, cell.size);
  auto size = cell.size;
  if (width > cell.width) {
    size *= cell.width / width;
    width = cell.width;
  }
  auto* const pen = surface_->pen;
  cairo_set_font_size(pen, size);
  cairo_move_to(pen, cell.to_right ? cell.left + cell.width - width : cell.left, y_ + below + cell.size);
  cairo_show_text(pen, std::string{utf8}.c_str());
}

void PdfSheet::rule(double left, double right) {
  if (!draws()) return;
  auto* const pen = surface_->pen;
  cairo_set_line_width(pen, kHairline);
  cairo_move_to(pen, left, y_);
  cairo_line_to(pen, right, y_);
  cairo_stroke(pen);
}

void PdfSheet::shade(double left, double right, double height) {
  if (!draws()) return;
  auto* const pen = surface_->pen;
  cairo_set_source_rgb(pen, kGrey, kGrey, kGrey);
  cairo_rectangle(pen, left, y_, right - left, height);
  cairo_fill(pen);
  cairo_set_source_rgb(pen, 0, 0, 0);
}

std::string PdfSheet::finish() {
  end_page();
  auto& surface = *surface_;
  cairo_destroy(std::exchange(surface.pen, nullptr));
  cairo_surface_finish(surface.handle);
  if (cairo_surface_status(surface.handle) != CAIRO_STATUS_SUCCESS) {
    throw std::runtime_error("a PDF could not be made: out of memory?");
  }
  return std::move(surface.bytes);
}

}  // namespace kazasu::adapters
