/** Options, their help and their errors: picocli as its authors publish it, compiled anew. */
module info.picocli {
    requires static java.sql;

    exports picocli;
}
