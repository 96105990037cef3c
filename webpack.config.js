import CopyPlugin from 'copy-webpack-plugin';
import HtmlWebpackPlugin from 'html-webpack-plugin';
import MiniCssExtractPlugin from 'mini-css-extract-plugin';
import MinimizerPlugin from 'minimizer-webpack-plugin';
import path from 'node:path';

const root = import.meta.dirname;
/** In production office.js comes from Microsoft; government clouds have an address of their own. */
const OFFICE_JS_URL =
  process.env.OFFICE_JS_URL ?? 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js';
/** The workbench is served with the library from Microsoft's package, since it must work without a network. */
const WORKBENCH_OFFICE_JS_URL = '/office-js/office.js';

const swc = {
  loader: 'swc-loader',
  options: {
    jsc: {
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic' } },
    },
    env: { targets: ['chrome 109', 'safari 15.4'] },
  },
};

const page = (filename, template, chunks, options = {}) =>
  new HtmlWebpackPlugin({
    filename,
    template: path.join(root, 'assets/pages', template),
    chunks,
    scriptLoading: 'defer',
    ...options,
  });

export default {
  mode: 'production',
  context: root,
  entry: {
    'office-guard': './src/taskpane/office-guard.ts',
    taskpane: './src/taskpane/index.tsx',
    commands: './src/commands/index.ts',
    web: './src/web/index.tsx',
    workbench: './src/workbench/page/index.tsx',
    'pane-shim': './src/workbench/page/pane-shim.ts',
  },
  output: {
    path: path.join(root, 'dist/web'),
    publicPath: '/',
    filename: 'assets/[name].[contenthash:10].js',
    assetModuleFilename: 'assets/[name].[contenthash:10][ext]',
    clean: true,
  },
  resolve: {
    extensions: ['.ts', '.tsx', '.js'],
    extensionAlias: { '.js': ['.ts', '.tsx', '.js'] },
  },
  module: {
    rules: [
      { test: /\.tsx?$/, exclude: /node_modules/, use: swc },
      // Ships class static blocks, which the oldest supported Safari does not know.
      { test: /\.js$/, include: /node_modules[\\/](tabster|keyborg)/, use: swc },
      { test: /\.css$/, use: [MiniCssExtractPlugin.loader, 'css-loader'] },
    ],
  },
  // A fifth of the time of webpack's own choice, with the compiler that is here already.
  optimization: { minimizer: [new MinimizerPlugin({ minify: MinimizerPlugin.swcMinify })] },
  plugins: [
    new MiniCssExtractPlugin({ filename: 'assets/[name].[contenthash:10].css' }),
    page('taskpane.html', 'taskpane.html', ['office-guard', 'taskpane'], {
      officeJsUrl: OFFICE_JS_URL,
      inject: false,
    }),
    page('commands.html', 'commands.html', ['commands'], { officeJsUrl: OFFICE_JS_URL }),
    page('index.html', 'page.html', ['web'], { title: 'Sitebook' }),
    page('workbench.html', 'page.html', ['workbench'], { title: 'Sitebook workbench' }),
    // The very pane that Excel loads, with the stand-in's shim before the library.
    page('workbench-pane.html', 'taskpane.html', ['pane-shim', 'office-guard', 'taskpane'], {
      officeJsUrl: WORKBENCH_OFFICE_JS_URL,
      inject: false,
    }),
    new CopyPlugin({ patterns: [{ from: 'assets/icons/*.png', to: 'icons/[name][ext]' }] }),
  ],
  devtool: 'source-map',
  performance: { hints: false },
  stats: 'errors-warnings',
};
