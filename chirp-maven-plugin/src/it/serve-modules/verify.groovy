// All modules are one API. An edit of any of them is in the next answer, if javac or Maven builds it.
File script = new File(basedir, '../../../src/it/Served.groovy')
Class served = new GroovyClassLoader(getClass().classLoader).parseClass(script)

void replace(File file, String old, String replacement) {
  assert file.text.contains(old)
  file.text = file.text.replace(old, replacement)
}

File words = new File(basedir, 'words/src/main/java/acme/Words.java')
File orders = new File(basedir, 'orders/src/main/java/acme/FindOrder.java')
File bills = new File(basedir, 'bills/src/main/kotlin/acme/FindBill.kt')
served.newInstance(basedir, localRepositoryPath, ['chirp:serve'], new File(basedir, 'serve.log')).withCloseable { api ->
  assert api.get('/order') == '2 cups of tea'
  assert api.get('/bill') == '5 Euro for cups'
  List<String> byMaven = api.said.findAll(/After an edit, Maven builds module '(\w+)'/) { it[1] }
  assert byMaven == ['orders', 'bills']

  replace(orders, '"tea"', '"coffee"')
  assert api.get('/order') == '2 cups of coffee'

  replace(bills, '5 Euro', '6 Euro')
  assert api.get('/bill') == '6 Euro for cups'
  replace(bills, 'Words.UNIT', 'Words.SIZE')
  assert api.get('/bill', 500).contains('FindBill.kt')
  replace(bills, 'Words.SIZE', 'Words.UNIT')
  assert api.get('/bill') == '6 Euro for cups'

  // Maven compiles "orders" and "bills" against target/classes of "words", so it builds all three.
  replace(words, '"cups"', '"pots"')
  assert api.get('/order') == '2 pots of coffee'
  assert api.get('/bill') == '6 Euro for pots'

  // Other dependencies of a module: Maven reads the POMs again.
  File pom = new File(basedir, 'orders/pom.xml')
  String original = pom.text
  replace(pom, 'words', 'no-words')
  api.get('/order', 500)
  pom.text = original
  assert api.get('/order') == '2 pots of coffee'

  // From now on, Maven builds the whole project after an edit of a module that it builds.
  replace(orders, '"coffee"', '"milk"')
  assert api.get('/order') == '2 pots of milk'
  replace(words, '"pots"', '"jugs"')
  assert api.get('/order') == '2 jugs of milk'
  assert api.get('/bill') == '6 Euro for jugs'

  // Another list of modules gives the plugin new classes, to which the server cannot hand over.
  pom = new File(basedir, 'pom.xml')
  replace(pom, '<module>bills</module>', '')
  assert api.get('/order', 500).contains('Try: undo the change, or Ctrl-C and mvn')
  replace(pom, '<module>orders</module>', '<module>orders</module>\n    <module>bills</module>')
  assert api.get('/bill') == '6 Euro for jugs'
}

// Only what the command line selects is read again.
served.newInstance(basedir, localRepositoryPath, ['chirp:serve', '-pl', 'orders', '-am'], new File(basedir, 'selected.log')).withCloseable { api ->
  api.get('/bill', 404)
  File pom = new File(basedir, 'orders/pom.xml')
  pom.text = pom.text.replace('</project>', '<!-- changed --></project>')
  assert api.get('/order') == '2 jugs of milk'
  api.get('/bill', 404)
  assert api.said.contains('Maven reads the project again.')
  assert !api.said.contains("module 'bills'")
}
