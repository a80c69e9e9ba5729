# cmake -DINPUT=file -DOUTPUT=file.cpp -DHEADER=path.h -DNAMESPACE=a::b -DFUNCTION=name -P embed_text.cmake
# Writes a source file with a function that returns the text of a file. Texts stay below 64 KiB.
file(READ ${INPUT} text)
file(WRITE ${OUTPUT} "#include \"${HEADER}\"\n\nnamespace ${NAMESPACE} {\n\nstd::string_view ${FUNCTION}() {\n"
     "  return R\"embedded(${text})embedded\";\n}\n\n}  // namespace ${NAMESPACE}\n")
